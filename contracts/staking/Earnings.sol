// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ActiveSet} from "./ActiveSet.sol";
import {Perc} from "./Perc.sol";
import {Delegator, EarningsPool, Transcoder} from "./Types.sol";

/// @notice What stake earned since its last claim, from two factors per orchestrator and round: a claim costs the
/// same over one round or a thousand. Who claims in a round before its reward or fees forgoes them. Who has no delegate
/// has no earnings, and no event says so, unlike with Livepeer.
abstract contract Earnings is ActiveSet {
    using SafeCast for uint256;

    error RewardNotCalled();

    /// @notice Claims the caller's earnings up to the current round. The argument, once an end round, is not read.
    function claimEarnings(uint256) external {
        _claim(msg.sender, _openRound());
    }

    /// @notice Stake of an account with the rewards that it has not claimed. The argument is not read.
    function pendingStake(address account, uint256) external view returns (uint256 stake) {
        (stake,) = _pending(account, _round());
    }

    /// @notice Fees of an account in wei with those that it has not claimed. The argument is not read.
    function pendingFees(address account, uint256) external view returns (uint256 fees) {
        (, fees) = _pending(account, _round());
    }

    function _claim(address account, uint256 round) internal {
        Delegator storage del = delegators[account];
        uint256 last = del.lastClaimRound;
        if (last >= round) return;
        del.lastClaimRound = uint48(round);
        address delegate = del.delegateAddress;
        if (delegate == address(0)) return;

        (uint256 stake, uint256 fees) = _earned(del, account, last, round);
        emit EarningsClaimed(delegate, account, stake - del.bondedAmount, fees - del.fees, last + 1, round);
        del.bondedAmount = stake.toUint128();
        del.fees = fees.toUint128();
        _keepFactors(delegate, round);
        if (delegate == account) {
            transcoders[account].cumulativeRewards = 0;
            transcoders[account].cumulativeFees = 0;
        }
    }

    /// @dev Claims on behalf of another account. Nobody can make it forgo the reward that is still to come.
    function _claimFor(address account, uint256 round) internal {
        Delegator storage del = delegators[account];
        Transcoder storage t = transcoders[del.delegateAddress];
        if (
            msg.sender != account && del.bondedAmount > 0 && del.lastClaimRound < round && t.lastRewardRound < round
                && _isActive(t, round)
        ) revert RewardNotCalled();
        _claim(account, round);
    }

    /// @dev Stores the factors from which stake that changed in this round will earn.
    function _keepFactors(address delegate, uint256 round) internal {
        Transcoder storage t = transcoders[delegate];
        EarningsPool storage current = t.pools[round];
        (uint256 rewardFactor, uint256 feeFactor) = _factors(t, round);
        if (current.cumulativeRewardFactor == 0) current.cumulativeRewardFactor = rewardFactor;
        if (current.cumulativeFeeFactor == 0 && feeFactor > 0) current.cumulativeFeeFactor = feeFactor;
    }

    /// @dev Factors at the end of a round, as far as it went.
    function _factors(Transcoder storage t, uint256 round)
        internal
        view
        returns (uint256 rewardFactor, uint256 feeFactor)
    {
        EarningsPool storage end = t.pools[round];
        (rewardFactor, feeFactor) = (end.cumulativeRewardFactor, end.cumulativeFeeFactor);
        if (rewardFactor == 0 && t.lastRewardRound < round) {
            rewardFactor = t.pools[t.lastRewardRound].cumulativeRewardFactor;
        }
        if (rewardFactor == 0) rewardFactor = Perc.ONE;
        if (feeFactor == 0 && t.lastFeeRound < round) {
            feeFactor = t.pools[t.lastFeeRound].cumulativeFeeFactor;
        }
    }

    function _pending(address account, uint256 round) private view returns (uint256, uint256) {
        Delegator storage del = delegators[account];
        return _earned(del, account, del.lastClaimRound, round);
    }

    /// @dev Stake and fees with what came on top of them after round `last`.
    function _earned(Delegator storage del, address account, uint256 last, uint256 round)
        private
        view
        returns (uint256 stake, uint256 fees)
    {
        (stake, fees) = (del.bondedAmount, del.fees);
        address delegate = del.delegateAddress;
        if (delegate == address(0)) return (stake, fees);
        Transcoder storage t = transcoders[delegate];
        if (last < round) {
            (uint256 rewardStart, uint256 feeStart) = _factors(t, last);
            (uint256 rewardEnd, uint256 feeEnd) = _factors(t, round);
            fees += Perc.scale(stake, feeEnd - feeStart, rewardStart);
            stake = Perc.scale(stake, rewardEnd, rewardStart);
        }
        if (delegate == account) {
            stake += t.cumulativeRewards;
            fees += t.cumulativeFees;
        }
    }
}
