// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {World} from "./World.sol";

/// @notice Books beside the contracts': who had what when the round began, and what nobody can claim because its
/// owner claimed, or was slashed, before the round's rewards and fees came. Every account is looked at, no factor is.
abstract contract Ledger is World {
    /// @notice Stake of a delegator as the round began, an orchestrator's unclaimed own rewards not counted.
    mapping(address account => uint256) public startStake;
    /// @notice Stake of an orchestrator in the active set as the round began; 0 for all others.
    mapping(address account => uint256) public startTotal;

    /// @notice Rewards and fees that belong to nobody, and by how much rounding may have moved them.
    uint256 public forgoneTokens;
    uint256 public forgoneWei;
    uint256 public roundingTokens;
    uint256 public roundingWei;

    /// @notice Wei that senders put in and took out, that tickets brought, and that delegators withdrew as fees.
    uint256 public fundedWei;
    uint256 public returnedWei;
    uint256 public earnedWei;
    uint256 public withdrawnWei;

    function _beginRound(uint256 skipped) internal {
        vm.roll(rounds.currentRoundStartBlock() + ROUND * skipped);
        nextRound();
        for (uint256 i = 0; i < PEOPLE; i++) {
            startStake[people[i]] = _stakeWithoutOwn(people[i]);
        }
        for (uint256 i = 0; i < CANDIDATES; i++) {
            address o = candidates[i];
            startTotal[o] = _isInPool(o) ? bonding.transcoderTotalStake(o) : 0;
        }
    }

    function _noteReward(address o, uint256 minted) internal {
        (uint256 own,,) = _own(o);
        (, uint256 cut,,,) = bonding.getTranscoderEarningsPoolForRound(o, round());
        (uint256 lost, uint256 rounding) = _nobodys(o, minted - minted * cut / 1e6, own);
        forgoneTokens += lost;
        roundingTokens += rounding;
    }

    /// @dev To be noted before the fees are credited.
    function _noteFees(address o, uint256 fees_) internal {
        (uint256 active, uint256 rewards,) = _own(o);
        (uint256 lastReward,, uint256 share,,,,,,,) = bonding.getTranscoder(o);
        bool rewarded = lastReward == round();
        if (rewarded) (,, share,,) = bonding.getTranscoderEarningsPoolForRound(o, round());
        (uint256 lost, uint256 rounding) = _nobodys(o, fees_ * share / 1e6, rewarded ? active : rewards);
        forgoneWei += lost;
        roundingWei += rounding;
        earnedWei += fees_;
    }

    /// @dev The part of a shared amount that falls to stake which has no claim on this round any more.
    /// Rounding: a factor loses less than one part in 1e27, the own share less than 1, and each delegator's stake of
    /// the round's start was less than 1 above what was read of it.
    function _nobodys(address o, uint256 shared, uint256 own)
        private
        view
        returns (uint256 lost, uint256 rounding)
    {
        uint256 total = startTotal[o];
        uint256 claimants = own;
        for (uint256 i = 0; i < PEOPLE; i++) {
            address d = people[i];
            if (delegateOf(d) == o && _lastClaim(d) < round()) claimants += startStake[d];
        }
        atMost(claimants, total, "stakes of the claimants are no more than the pool's");
        lost = shared * (total - claimants) / total;
        rounding = PEOPLE * (shared / total + 1) + total / 1e27 + 3;
    }

    function _stakeWithoutOwn(address account) private view returns (uint256 stake) {
        stake = bonding.pendingStake(account, 0);
        if (delegateOf(account) == account) {
            (, uint256 rewards,) = _own(account);
            stake -= rewards;
        }
    }
}
