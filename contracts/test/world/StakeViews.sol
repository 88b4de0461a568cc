// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DelegatorStatus} from "../../staking/Types.sol";
import {Ledger} from "./Ledger.sol";

/// @notice Who can do what with its stake, and how much.
abstract contract StakeViews is Ledger {
    /// @dev The first lock that can be withdrawn in a round; fails where there is none.
    function _lockOf(address account, uint256 by) internal view returns (uint256 id) {
        for (;; id++) {
            (uint256 amount, uint256 withdrawRound) = bonding.getDelegatorUnbondingLock(account, id);
            if (amount > 0 && withdrawRound <= by) return id;
        }
    }

    function _hasLock(address account, uint256 by) internal view returns (bool) {
        (,,,,,, uint256 ids) = bonding.getDelegator(account);
        for (uint256 id = 0; id < ids; id++) {
            (uint256 amount, uint256 withdrawRound) = bonding.getDelegatorUnbondingLock(account, id);
            if (amount > 0 && withdrawRound <= by) return true;
        }
        return false;
    }

    /// @dev Stake and fees after a claim in this round.
    function _bondNow(address account) internal view returns (uint256) {
        return _lastClaim(account) < round() ? bonding.pendingStake(account, 0) : bondedOf(account);
    }

    function _feesNow(address account) internal view returns (uint256 fees_) {
        if (_lastClaim(account) < round()) return bonding.pendingFees(account, 0);
        (, fees_,,,,,) = bonding.getDelegator(account);
    }

    function _canBeHelped(address account) internal view returns (bool) {
        if (bondedOf(account) == 0) return false;
        (uint256 lastReward,,,,,,,,,) = bonding.getTranscoder(delegateOf(account));
        return _lastClaim(account) == round() || lastReward == round()
            || !bonding.isActiveTranscoder(delegateOf(account));
    }

    function _canMove(address account) internal view returns (bool) {
        return bondedOf(account) > 0 && delegateOf(account) != account;
    }

    function _canUnbond(address account) internal view returns (bool) {
        return bonding.delegatorStatus(account) == DelegatorStatus.Bonded;
    }

    function _canRebond(address account) internal view returns (bool) {
        return bondedOf(account) > 0 && _hasLock(account, type(uint256).max);
    }

    function _canRebondFromUnbonded(address account) internal view returns (bool) {
        return bondedOf(account) == 0 && _hasLock(account, type(uint256).max);
    }

    function _canWithdrawStake(address account) internal view returns (bool) {
        return _hasLock(account, round());
    }

    function _canWithdrawFees(address account) internal view returns (bool) {
        return _feesNow(account) > 0;
    }

    function _canClaim(address account) internal view returns (bool) {
        return delegateOf(account) != address(0) && _lastClaim(account) < round();
    }
}
