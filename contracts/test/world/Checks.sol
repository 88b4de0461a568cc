// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TicketActions} from "./TicketActions.sol";

/// @notice What has to hold after any history.
abstract contract Checks is TicketActions {
    /// @notice The Minter's tokens are the stakes and the locks, to the unit. Each pool holds what its delegators can
    /// claim; what they cannot is what was forgone, and rounding.
    function checkTokens() external view {
        uint256 staked = 0;
        for (uint256 i = 0; i < CANDIDATES; i++) {
            uint256 total = bonding.transcoderTotalStake(candidates[i]);
            atMost(_claimsOn(candidates[i]), total, "claims on a pool");
            staked += total;
        }
        eq(token.balanceOf(address(minter)), staked + _locked(), "tokens held");
        _checkRounding(unownedTokens(), forgoneTokens, roundingTokens);
    }

    /// @notice The Minter's ETH is what senders have left and what delegators are owed; beyond that only what was
    /// forgone, and rounding.
    function checkEth() external view {
        uint256 funds = 0;
        for (uint256 i = 0; i < senders.length; i++) {
            funds += _fundsOf(senders[i]);
        }
        eq(funds, fundedWei - returnedWei - earnedWei, "deposits and reserves");
        eq(address(minter).balance, funds + earnedWei - withdrawnWei, "wei held");
        atMost(_owed() + withdrawnWei, earnedWei, "fees paid and owed");
        _checkRounding(unownedWei(), forgoneWei, roundingWei);
    }

    /// @notice Stake in the pools that nobody can claim.
    function unownedTokens() public view returns (uint256 unowned) {
        for (uint256 i = 0; i < CANDIDATES; i++) {
            unowned += bonding.transcoderTotalStake(candidates[i]) - _claimsOn(candidates[i]);
        }
    }

    /// @notice Fees that came in and that nobody can withdraw.
    function unownedWei() public view returns (uint256) {
        return earnedWei - withdrawnWei - _owed();
    }

    /// @notice The pool is ordered by stake, no larger than allowed, and made of registered orchestrators.
    function checkPool() external view {
        uint256 size = 0;
        uint256 total = 0;
        uint256 before = type(uint256).max;
        address at_ = bonding.getFirstTranscoderInPool();
        for (; at_ != address(0); at_ = bonding.getNextTranscoderInPool(at_)) {
            uint256 stake = bonding.transcoderTotalStake(at_);
            atMost(stake, before, "order");
            isTrue(bonding.isRegisteredTranscoder(at_), "registered");
            (before, total, size) = (stake, total + stake, size + 1);
        }
        eq(size, bonding.getTranscoderPoolSize(), "size");
        atMost(size, bonding.getTranscoderPoolMaxSize(), "largest size");
        eq(bonding.nextRoundTotalActiveStake(), total, "stake of the next round");
    }

    /// @notice Active in a round is who was in the pool at its start, with the stake of then, unless it was put out
    /// since and joined again for the next one.
    function checkRound() external view {
        uint256 total = 0;
        for (uint256 i = 0; i < CANDIDATES; i++) {
            address o = candidates[i];
            total += startTotal[o];
            (,,, uint256 updated, uint256 activation, uint256 deactivation,,,,) = bonding.getTranscoder(o);
            eq(deactivation == type(uint256).max ? 1 : 0, _isInPool(o) ? 1 : 0, "in the pool");
            if (!bonding.isActiveTranscoder(o)) {
                isTrue(startTotal[o] == 0 || activation == round() + 1, "active all the round");
                continue;
            }
            (uint256 stake,,,,) =
                bonding.getTranscoderEarningsPoolForRound(o, updated < round() ? updated : round());
            isTrue(stake > 0, "active with stake");
            eq(stake, startTotal[o], "stake of the round");
        }
        eq(bonding.currentRoundTotalActiveStake(), total, "stake of the active set");
        atMost(minter.currentMintedTokens(), minter.currentMintableTokens(), "minted");
    }

    /// @notice Factors only grow, from the first round to this one.
    function checkFactors() external view {
        for (uint256 i = 0; i < CANDIDATES; i++) {
            (uint256 rewards, uint256 fees_) = (1e27, 0);
            for (uint256 r = 0; r <= round(); r++) {
                (,,, uint256 rewardFactor, uint256 feeFactor) =
                    bonding.getTranscoderEarningsPoolForRound(candidates[i], r);
                if (rewardFactor > 0) {
                    atMost(rewards, rewardFactor, "reward factor");
                    rewards = rewardFactor;
                }
                if (feeFactor > 0) {
                    atMost(fees_, feeFactor, "fee factor");
                    fees_ = feeFactor;
                }
            }
        }
    }

    /// @dev Stake that an orchestrator's delegators, it among them, can claim by now.
    function _claimsOn(address o) private view returns (uint256 claims) {
        for (uint256 i = 0; i < PEOPLE; i++) {
            if (delegateOf(people[i]) == o) claims += bonding.pendingStake(people[i], 0);
        }
        (, uint256 own,) = _own(o);
        if (delegateOf(o) != o) claims += own;
    }

    function _owed() private view returns (uint256 owed) {
        for (uint256 i = 0; i < PEOPLE; i++) {
            owed += bonding.pendingFees(people[i], 0);
        }
        for (uint256 i = 0; i < CANDIDATES; i++) {
            (,, uint256 own) = _own(candidates[i]);
            if (delegateOf(candidates[i]) != candidates[i]) owed += own;
        }
    }

    function _locked() private view returns (uint256 locked) {
        for (uint256 i = 0; i < PEOPLE; i++) {
            (,,,,,, uint256 ids) = bonding.getDelegator(people[i]);
            for (uint256 id = 0; id < ids; id++) {
                (uint256 amount,) = bonding.getDelegatorUnbondingLock(people[i], id);
                locked += amount;
            }
        }
    }

    /// @dev An action claims for two people at most. Each claim loses less than 1, and so does each that is pending.
    function _checkRounding(uint256 unowned, uint256 forgone, uint256 rounding) private view {
        rounding += 2 * steps + PEOPLE;
        atMost(unowned, forgone + rounding, "more than was forgone");
        atMost(forgone, unowned + rounding, "less than was forgone");
    }
}
