// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Earnings} from "./Earnings.sol";
import {PreciseMath} from "./PreciseMath.sol";

/// @notice What orchestrators earn: newly minted tokens once per round, and the fees of the tickets they redeem.
abstract contract Rewards is Earnings {
    using PreciseMath for uint256;
    using SafeCast for uint256;

    /// @notice As rewardWithHint, without knowing the caller's neighbours in the pool.
    function reward() external {
        rewardWithHint(address(0), address(0));
    }

    /// @notice Mints the caller's rewards of the current round; active orchestrators only, once per round.
    /// @param prev, next neighbours in the pool after it
    function rewardWithHint(address prev, address next) public {
        uint256 round = _openRound();
        if (!_isActive(msg.sender, round)) revert NotActive();
        Transcoder storage t = transcoders[msg.sender];
        if (t.lastRewardRound == round) revert AlreadyRewarded();

        EarningsPool storage earnings = _freeze(t, msg.sender, round);
        uint256 minted = minter().createReward(earnings.totalStake, currentRoundTotalActiveStake);
        _shareRewards(t, earnings, minted, round);
        t.lastRewardRound = round.toUint64();
        _increaseStake(msg.sender, minted, round, prev, next);
        emit Reward(msg.sender, minted);
    }

    /// @notice Credits an orchestrator and its delegators with fees in wei, always in the current round. TicketBroker
    /// only. Of one without stake in this round yet, all fees are its own: nobody was delegated to it.
    function updateTranscoderWithFees(address transcoder, uint256 fees, uint256) external whenSystemNotPaused {
        if (msg.sender != controller.getContract(keccak256("TicketBroker"))) revert OnlyTicketBroker();
        if (!isRegisteredTranscoder(transcoder)) revert NotRegistered();
        uint256 round = roundsManager().currentRound();
        Transcoder storage t = transcoders[transcoder];
        bool rewarded = t.lastRewardRound == round;
        EarningsPool storage earnings = rewarded ? t.pools[round] : _freeze(t, transcoder, round);
        uint256 stake = earnings.totalStake;
        if (stake == 0) {
            t.cumulativeFees += fees;
            return;
        }
        uint256 shared = fees.percOf(earnings.feeShare);
        uint256 own = rewarded ? t.activeCumulativeRewards : t.cumulativeRewards;
        t.cumulativeFees += shared.scaled(own, stake) + (fees - shared);
        uint256 factor = _factorsAt(t, round - 1).reward.scaled(shared, stake);
        earnings.cumulativeFeeFactor = _factorsAt(t, round).fee + factor;
        t.lastFeeRound = round.toUint64();
    }

    /// @dev Fixes cuts, and stake where no change of it did, for the rest of a round.
    function _freeze(Transcoder storage t, address transcoder, uint256 round)
        private
        returns (EarningsPool storage earnings)
    {
        earnings = t.pools[round];
        (earnings.rewardCut, earnings.feeShare) = (t.rewardCut, t.feeShare);
        if (t.lastActiveStakeUpdateRound < round) {
            earnings.totalStake = delegators[transcoder].delegatedAmount.toUint128();
        }
    }

    /// @dev Raises the reward factor. The orchestrator's cut, and what its own unclaimed rewards earn, are kept apart.
    function _shareRewards(Transcoder storage t, EarningsPool storage earnings, uint256 minted, uint256 round)
        private
    {
        uint256 stake = earnings.totalStake;
        uint256 own = t.cumulativeRewards;
        uint256 shared = minted - minted.percOf(earnings.rewardCut);
        uint256 previous = t.pools[t.lastRewardRound].cumulativeRewardFactor;
        if (previous == 0) previous = PreciseMath.PRECISE;
        // Fees of this round are shared by stakes as they were before its reward.
        if (t.lastRewardRound + 1 < round) t.pools[round - 1].cumulativeRewardFactor = previous;

        t.activeCumulativeRewards = own.toUint128();
        t.cumulativeRewards = (own + shared.scaled(own, stake) + (minted - shared)).toUint128();
        earnings.cumulativeRewardFactor = previous + previous.scaled(shared, stake);
    }
}
