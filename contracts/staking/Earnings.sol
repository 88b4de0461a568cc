// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ActiveSet} from "./ActiveSet.sol";
import {PreciseMath} from "./PreciseMath.sol";

/// @notice How rewards and fees reach those who staked: each orchestrator keeps a cumulative factor of each, so that
/// a claim over a thousand rounds reads two points of it, as one over a single round does.
///
/// A claim settles everything up to the current round. What an orchestrator earns in the rest of a round in which a
/// delegator has already claimed is not shared with that delegator.
abstract contract Earnings is ActiveSet {
    using PreciseMath for uint256;
    using SafeCast for uint256;

    /// @dev The two factors at the end of a round.
    struct Factors {
        uint256 reward;
        uint256 fee;
    }

    /// @notice Stake of a delegator with all rewards up to now. The second parameter is Livepeer's and not read.
    function pendingStake(address delegator, uint256) external view returns (uint256 stake) {
        (stake,) = _pending(delegator, roundsManager().currentRound());
    }

    /// @notice Fees of a delegator up to now, wei. The second parameter is Livepeer's and not read.
    function pendingFees(address delegator, uint256) external view returns (uint256 fees) {
        (, fees) = _pending(delegator, roundsManager().currentRound());
    }

    /// @dev Claims for an owner on behalf of the caller. Another may do it only where the owner loses nothing by it:
    /// not between the start of a round and the delegate's reward in it.
    function _claimFor(address owner, uint256 round) internal {
        Delegator storage delegator = delegators[owner];
        if (delegator.lastClaimRound >= round) return;
        address delegate = delegator.delegateAddress;
        if (msg.sender != owner && delegator.bondedAmount > 0 && _isActive(delegate, round)) {
            if (transcoders[delegate].lastRewardRound != round) revert RewardNotCalled();
        }
        _claim(owner, round);
    }

    /// @dev Moves all earnings up to a round into a delegator's stake and fees.
    function _claim(address owner, uint256 round) internal {
        Delegator storage delegator = delegators[owner];
        uint256 lastClaimRound = delegator.lastClaimRound;
        if (lastClaimRound >= round) return;
        delegator.lastClaimRound = round;
        address delegate = delegator.delegateAddress;
        if (delegate == address(0)) return;

        (uint256 stake, uint256 fees) = _earned(owner, round);
        Transcoder storage t = transcoders[delegate];
        if (delegate == owner) (t.cumulativeRewards, t.cumulativeFees) = (0, 0);
        uint256 rewards = stake - delegator.bondedAmount;
        uint256 newFees = fees - delegator.fees;
        (delegator.bondedAmount, delegator.fees) = (stake, fees);
        _storeFactors(t, round);
        emit EarningsClaimed(delegate, owner, rewards, newFees, lastClaimRound + 1, round);
    }

    /// @dev Notes the factors at which a delegator's next claim begins. A reward or fee later in the round
    /// overwrites them.
    function _storeFactors(Transcoder storage t, uint256 round) internal {
        Factors memory factors = _factorsAt(t, round);
        EarningsPool storage earnings = t.pools[round];
        if (earnings.cumulativeRewardFactor == 0) earnings.cumulativeRewardFactor = factors.reward;
        if (earnings.cumulativeFeeFactor == 0) earnings.cumulativeFeeFactor = factors.fee;
    }

    /// @dev Factors at the end of a round; a reward factor that was never written is one.
    function _factorsAt(Transcoder storage t, uint256 round) internal view returns (Factors memory factors) {
        factors = Factors(t.pools[round].cumulativeRewardFactor, t.pools[round].cumulativeFeeFactor);
        if (factors.reward == 0 && t.lastRewardRound < round) {
            factors.reward = t.pools[t.lastRewardRound].cumulativeRewardFactor;
        }
        if (factors.fee == 0 && t.lastFeeRound < round) {
            factors.fee = t.pools[t.lastFeeRound].cumulativeFeeFactor;
        }
        if (factors.reward == 0) factors.reward = PreciseMath.PRECISE;
    }

    /// @dev Stake and fees after a claim that would be made now.
    function _pending(address owner, uint256 round) private view returns (uint256 stake, uint256 fees) {
        Delegator storage delegator = delegators[owner];
        if (delegator.lastClaimRound < round && delegator.delegateAddress != address(0)) return _earned(owner, round);
        return (delegator.bondedAmount, delegator.fees);
    }

    function _earned(address owner, uint256 round) private view returns (uint256 stake, uint256 fees) {
        Delegator storage delegator = delegators[owner];
        Transcoder storage t = transcoders[delegator.delegateAddress];
        EarningsPool storage start = t.pools[delegator.lastClaimRound];
        Factors memory end = _factorsAt(t, round);
        uint256 startReward = start.cumulativeRewardFactor;
        if (startReward == 0) startReward = PreciseMath.PRECISE;

        (stake, fees) = (delegator.bondedAmount, delegator.fees);
        fees += stake.scaled(end.fee - start.cumulativeFeeFactor, startReward);
        stake = stake.scaled(end.reward, startReward);
        if (delegator.delegateAddress == owner) (stake, fees) = (stake + t.cumulativeRewards, fees + t.cumulativeFees);
    }
}
