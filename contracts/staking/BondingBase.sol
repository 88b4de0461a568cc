// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBondingManager} from "../interfaces/IBondingManager.sol";
import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Manager} from "../Manager.sol";
import {SortedList} from "./SortedList.sol";
import {Delegator, DelegatorStatus, Transcoder} from "./Types.sol";

/// @notice State of staking, its parameters, and the status of accounts.
abstract contract BondingBase is IBondingManager, IStakingEvents, Manager {
    /// @notice Most that the pool may hold, so that a search without a hint fits into a transaction.
    uint256 public constant MAX_POOL_SIZE = 500;
    /// @notice Longest unbonding period, rounds: nobody's stake can be locked away. Livepeer sets no bounds.
    uint64 public constant MAX_UNBONDING_PERIOD = 100;

    /// @notice Rounds between unbonding and withdrawing.
    uint64 public unbondingPeriod;
    /// @notice Number of orchestrators that are active in the current round, whoever joins or leaves the pool in it.
    uint32 public activeSetSize;
    /// @notice Tokens bonded to the active set in the current round.
    uint256 public currentRoundTotalActiveStake;
    /// @notice The same for the next round, as of now.
    uint256 public nextRoundTotalActiveStake;

    mapping(address account => Delegator) internal delegators;
    mapping(address account => Transcoder) internal transcoders;
    SortedList.List internal pool;
    uint256 internal poolMaxSize;

    error InvalidPoolSize();
    error InvalidUnbondingPeriod();

    /// @notice Sets for how many rounds unbonded stake stays locked, for locks made from now on. Owner only.
    function setUnbondingPeriod(uint64 rounds) external onlyControllerOwner {
        if (rounds == 0 || rounds > MAX_UNBONDING_PERIOD) revert InvalidUnbondingPeriod();
        unbondingPeriod = rounds;
        emit ParameterUpdate("unbondingPeriod");
    }

    /// @notice Sets how many orchestrators can be active. It can only grow. Owner only.
    function setNumActiveTranscoders(uint256 size) external onlyControllerOwner {
        if (size <= poolMaxSize || size > MAX_POOL_SIZE) revert InvalidPoolSize();
        poolMaxSize = size;
        emit ParameterUpdate("numActiveTranscoders");
    }

    /// @notice Whether an orchestrator is in the active set in the current round.
    function isActiveTranscoder(address account) public view returns (bool) {
        return _isActive(transcoders[account], _round());
    }

    /// @notice Whether an account is bonded to itself, and so an orchestrator.
    function isRegisteredTranscoder(address account) public view returns (bool) {
        Delegator storage del = delegators[account];
        return del.delegateAddress == account && del.bondedAmount > 0;
    }

    /// @notice Whether stake is bonded, will be from the next round on, or is not.
    function delegatorStatus(address account) public view returns (DelegatorStatus) {
        return _status(delegators[account], _round());
    }

    /// @notice Tokens bonded to an orchestrator.
    function transcoderTotalStake(address account) public view returns (uint256) {
        return delegators[account].delegatedAmount;
    }

    function _isActive(Transcoder storage t, uint256 round) internal view returns (bool) {
        return t.activationRound <= round && round < t.deactivationRound;
    }

    function _status(Delegator storage del, uint256 round) internal view returns (DelegatorStatus) {
        if (del.bondedAmount == 0) return DelegatorStatus.Unbonded;
        return del.startRound > round ? DelegatorStatus.Pending : DelegatorStatus.Bonded;
    }

    function _round() internal view returns (uint256) {
        return roundsManager().currentRound();
    }
}
