// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Manager} from "../Manager.sol";
import {SortedList} from "./SortedList.sol";

/// @notice What staking remembers, and the states that follow from it. Amounts in token units or wei, factors in
/// 1e27ths, cuts and shares in 1e6ths.
abstract contract StakingState is Manager, IStakingEvents {
    using SortedList for SortedList.Data;

    enum TranscoderStatus {
        NotRegistered,
        Registered
    }
    enum DelegatorStatus {
        Pending,
        Bonded,
        Unbonded
    }

    /// @dev Stake, cuts and factors of an orchestrator in one round.
    struct EarningsPool {
        uint128 totalStake;
        uint64 rewardCut;
        uint64 feeShare;
        uint256 cumulativeRewardFactor;
        uint256 cumulativeFeeFactor;
    }

    struct Transcoder {
        uint64 lastRewardRound;
        uint64 lastFeeRound;
        uint64 activationRound;
        uint64 deactivationRound;
        uint64 lastActiveStakeUpdateRound;
        uint64 rewardCut;
        uint64 feeShare;
        /// @dev Own rewards not yet claimed, as they were at the last reward, and now.
        uint128 activeCumulativeRewards;
        uint128 cumulativeRewards;
        /// @dev Own fees not yet claimed.
        uint256 cumulativeFees;
        mapping(uint256 round => EarningsPool) pools;
    }

    struct UnbondingLock {
        uint256 amount;
        uint256 withdrawRound;
    }

    struct Delegator {
        uint256 bondedAmount;
        uint256 fees;
        address delegateAddress;
        /// @dev All that is delegated to this account, its own and its unclaimed rewards included.
        uint256 delegatedAmount;
        uint256 startRound;
        uint256 lastClaimRound;
        uint256 nextUnbondingLockId;
        mapping(uint256 id => UnbondingLock) locks;
    }

    /// @dev Stands for "never" in deactivationRound.
    uint64 internal constant NEVER = type(uint64).max;

    /// @notice Rounds that unbonded stake waits.
    uint64 public unbondingPeriod;
    /// @notice Active stake of the current round, and of the next as it looks now.
    uint256 public currentRoundTotalActiveStake;
    uint256 public nextRoundTotalActiveStake;

    mapping(address => Delegator) internal delegators;
    mapping(address => Transcoder) internal transcoders;
    SortedList.Data internal pool;

    error OnlyTicketBroker();
    error OnlyRoundsManager();
    error OnlyVerifier();
    error InvalidPercentage();
    error RoundLocked();
    error NotRegistered();
    error NotActive();
    error AlreadyRewarded();
    error RewardNotCalled();
    error AmountZero();
    error AmountExceedsBond();
    error NotBonded();
    error NotUnbonded();
    error InvalidUnbondingLock();
    error StakeLocked();
    error InvalidRecipient();
    error RegisteredCannotDelegate();
    error DelegateChangeByOther();
    error SelfDelegationByOther();
    error FeesExceeded();
    error PoolMayOnlyGrow();

    /// @notice Whether an account is in the active set in the current round.
    function isActiveTranscoder(address transcoder) external view returns (bool) {
        return _isActive(transcoder, roundsManager().currentRound());
    }

    /// @notice Whether an account is bonded to itself.
    function isRegisteredTranscoder(address transcoder) public view returns (bool) {
        Delegator storage own = delegators[transcoder];
        return own.delegateAddress == transcoder && own.bondedAmount > 0;
    }

    function transcoderStatus(address transcoder) external view returns (TranscoderStatus) {
        return isRegisteredTranscoder(transcoder)
            ? TranscoderStatus.Registered
            : TranscoderStatus.NotRegistered;
    }

    /// @notice Pending until its stake's first round, then bonded; without stake unbonded.
    function delegatorStatus(address delegator) public view returns (DelegatorStatus) {
        return _statusOf(delegators[delegator], roundsManager().currentRound());
    }

    /// @notice All that is delegated to an account now, rewards included.
    function transcoderTotalStake(address transcoder) public view returns (uint256) {
        return delegators[transcoder].delegatedAmount;
    }

    function _statusOf(Delegator storage delegator, uint256 round) internal view returns (DelegatorStatus) {
        if (delegator.bondedAmount == 0) return DelegatorStatus.Unbonded;
        return delegator.startRound > round ? DelegatorStatus.Pending : DelegatorStatus.Bonded;
    }

    function _isActive(address transcoder, uint256 round) internal view returns (bool) {
        Transcoder storage t = transcoders[transcoder];
        return t.activationRound <= round && round < t.deactivationRound;
    }
}
