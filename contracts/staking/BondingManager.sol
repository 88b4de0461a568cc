// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Manager} from "../Manager.sol";
import {PreciseMath} from "./PreciseMath.sol";
import {Unbonding} from "./Unbonding.sol";
import {SortedList} from "./SortedList.sol";

/// @notice Stake: who bonds to whom, who is in the active set, and what all of them earn.
contract BondingManager is Unbonding {
    using PreciseMath for uint256;
    using SafeCast for uint256;
    using SortedList for SortedList.Data;

    constructor(address controller_) Manager(controller_) {}

    /// @notice Sets how many rounds unbonded stake waits, for what is unbonded from now on. Owner only.
    function setUnbondingPeriod(uint64 rounds) external onlyControllerOwner {
        unbondingPeriod = rounds;
        emit ParameterUpdate("unbondingPeriod");
    }

    /// @notice As transcoderWithHint, without knowing the caller's neighbours in the pool.
    function transcoder(uint256 rewardCut, uint256 feeShare) external {
        transcoderWithHint(rewardCut, feeShare, address(0), address(0));
    }

    /// @notice Sets the share of rewards that the caller keeps and the share of fees that it gives to its delegators,
    /// both in 1e6ths, and joins the pool if there is room. Not in the last part of a round; an active caller calls
    /// reward first.
    function transcoderWithHint(uint256 rewardCut, uint256 feeShare, address prev, address next) public {
        uint256 round = _openRound();
        if (roundsManager().currentRoundLocked()) revert RoundLocked();
        if (rewardCut > PreciseMath.PERCENT || feeShare > PreciseMath.PERCENT) revert InvalidPercentage();
        if (!isRegisteredTranscoder(msg.sender)) revert NotRegistered();
        Transcoder storage t = transcoders[msg.sender];
        if (_isActive(msg.sender, round) && t.lastRewardRound != round) revert RewardNotCalled();
        (t.rewardCut, t.feeShare) = (rewardCut.toUint64(), feeShare.toUint64());
        if (!pool.contains(msg.sender)) _tryToJoin(msg.sender, round, prev, next);
        emit TranscoderUpdate(msg.sender, rewardCut, feeShare);
    }

    /// @notice Takes an orchestrator out of the pool and cuts its stake. The registered Verifier only.
    /// @param finder who found the fault, or zero @param slashAmount share of the stake, in 1e6ths
    /// @param finderFee the finder's share of what is cut, in 1e6ths; the rest is burnt
    function slashTranscoder(address guilty, address finder, uint256 slashAmount, uint256 finderFee)
        external
        whenSystemNotPaused
    {
        if (msg.sender != controller.getContract(keccak256("Verifier"))) revert OnlyVerifier();
        if (slashAmount > PreciseMath.PERCENT || finderFee > PreciseMath.PERCENT) revert InvalidPercentage();
        uint256 round = roundsManager().currentRound();
        _claim(guilty, round);
        if (pool.contains(guilty)) _resign(guilty, round);
        Delegator storage delegator = delegators[guilty];
        uint256 penalty = delegator.bondedAmount.percOf(slashAmount);
        uint256 finderReward = finder == address(0) ? 0 : penalty.percOf(finderFee);
        if (penalty > 0) {
            address delegate = delegator.delegateAddress;
            delegator.bondedAmount -= penalty;
            if (delegator.bondedAmount == 0) _endDelegation(guilty, round);
            _decreaseStake(delegate, penalty, round, address(0), address(0));
        }
        emit TranscoderSlashed(guilty, finder, penalty, finderReward);
        if (finderReward > 0) minter().trustedTransferTokens(finder, finderReward);
        if (penalty > finderReward) minter().trustedBurnTokens(penalty - finderReward);
    }

    /// @notice Fixes the active stake of the round that begins. RoundsManager only.
    function setCurrentRoundTotalActiveStake() external {
        if (msg.sender != address(roundsManager())) revert OnlyRoundsManager();
        currentRoundTotalActiveStake = nextRoundTotalActiveStake;
    }

    /// @notice Tokens bonded to the active set of the current round.
    function getTotalBonded() external view returns (uint256) {
        return currentRoundTotalActiveStake;
    }

    /// @notice State of an account as a delegator.
    function getDelegator(address account)
        external
        view
        returns (
            uint256 bondedAmount,
            uint256 fees,
            address delegateAddress,
            uint256 delegatedAmount,
            uint256 startRound,
            uint256 lastClaimRound,
            uint256 nextUnbondingLockId
        )
    {
        Delegator storage d = delegators[account];
        bondedAmount = d.bondedAmount;
        fees = d.fees;
        delegateAddress = d.delegateAddress;
        delegatedAmount = d.delegatedAmount;
        startRound = d.startRound;
        lastClaimRound = d.lastClaimRound;
        nextUnbondingLockId = d.nextUnbondingLockId;
    }

    /// @notice State of an account as an orchestrator. A deactivation round of 2^256 - 1 stands for none.
    function getTranscoder(address account)
        external
        view
        returns (
            uint256 lastRewardRound,
            uint256 rewardCut,
            uint256 feeShare,
            uint256 lastActiveStakeUpdateRound,
            uint256 activationRound,
            uint256 deactivationRound,
            uint256 activeCumulativeRewards,
            uint256 cumulativeRewards,
            uint256 cumulativeFees,
            uint256 lastFeeRound
        )
    {
        Transcoder storage t = transcoders[account];
        lastRewardRound = t.lastRewardRound;
        rewardCut = t.rewardCut;
        feeShare = t.feeShare;
        lastActiveStakeUpdateRound = t.lastActiveStakeUpdateRound;
        activationRound = t.activationRound;
        deactivationRound = t.deactivationRound == NEVER ? type(uint256).max : t.deactivationRound;
        activeCumulativeRewards = t.activeCumulativeRewards;
        cumulativeRewards = t.cumulativeRewards;
        cumulativeFees = t.cumulativeFees;
        lastFeeRound = t.lastFeeRound;
    }

    /// @notice What an orchestrator's delegators share in one round.
    function getTranscoderEarningsPoolForRound(address account, uint256 round)
        external
        view
        returns (
            uint256 totalStake,
            uint256 transcoderRewardCut,
            uint256 transcoderFeeShare,
            uint256 cumulativeRewardFactor,
            uint256 cumulativeFeeFactor
        )
    {
        EarningsPool storage p = transcoders[account].pools[round];
        return (p.totalStake, p.rewardCut, p.feeShare, p.cumulativeRewardFactor, p.cumulativeFeeFactor);
    }
}
