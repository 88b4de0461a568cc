// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StakeViews} from "./StakeViews.sol";

/// @notice What people do with stake. An action does nothing where nobody can take it, and else has to succeed.
abstract contract StakeActions is StakeViews {
    address payable internal constant feesGoTo = payable(address(0xFEE5));

    function bond(uint256 who, uint256 to, uint256 seed) external {
        address account = people[who % PEOPLE];
        address delegate = bonding.isRegisteredTranscoder(account) ? account : _delegateFor(account, to);
        bond(account, _amount(seed, 27), delegate);
        _afterIncrease(delegate, "bond");
    }

    function bondFor(uint256 who, uint256 payer, uint256 seed) external {
        address account = _find(people, who, _canBeHelped);
        if (account == address(0)) return;
        address delegate = delegateOf(account);
        address by = people[payer % PEOPLE];
        uint256 amount = _amount(seed, 27);
        give(by, amount);
        vm.prank(by);
        bonding.bondForWithHint(amount, account, delegate, delegate, by, account, delegate);
        _afterIncrease(delegate, "bondFor");
    }

    function changeDelegate(uint256 who, uint256 to) external {
        address account = _find(people, who, _canMove);
        address delegate = _delegateFor(account, to);
        if (account == address(0) || delegate == delegateOf(account)) return;
        vm.prank(account);
        bonding.bond(0, delegate);
        _afterIncrease(delegate, "changeDelegate");
    }

    function unbond(uint256 who, uint256 seed) external {
        address account = _find(people, who, _canUnbond);
        if (account == address(0)) return;
        uint256 amount = _part(_bondNow(account), seed);
        vm.prank(account);
        bonding.unbondWithHint(amount, candidates[seed % CANDIDATES], address(0));
        _did("unbond");
    }

    function rebond(uint256 who) external {
        address account = _find(people, who, _canRebond);
        if (account == address(0)) return;
        uint256 id = _lockOf(account, type(uint256).max);
        vm.prank(account);
        bonding.rebond(id);
        _afterIncrease(delegateOf(account), "rebond");
    }

    function rebondFromUnbonded(uint256 who, uint256 to) external {
        address account = _find(people, who, _canRebondFromUnbonded);
        if (account == address(0)) return;
        address delegate = _delegateFor(account, to);
        uint256 id = _lockOf(account, type(uint256).max);
        vm.prank(account);
        bonding.rebondFromUnbonded(delegate, id);
        _afterIncrease(delegate, "rebondFromUnbonded");
    }

    function transferBond(uint256 who, uint256 to, uint256 seed) external {
        address account = _find(people, who, _canUnbond);
        address receiver = people[to % PEOPLE];
        if (account == address(0) || account == receiver) return;
        if (bondedOf(receiver) == 0 ? delegateOf(account) == receiver : !_canBeHelped(receiver)) return;
        uint256 amount = _part(_bondNow(account), seed);
        vm.prank(account);
        bonding.transferBond(receiver, amount, address(0), address(0), address(0), address(0));
        _afterIncrease(delegateOf(receiver), "transferBond");
    }

    function withdrawStake(uint256 who) external {
        address account = _find(people, who, _canWithdrawStake);
        if (account == address(0)) return;
        uint256 id = _lockOf(account, round());
        (uint256 amount,) = bonding.getDelegatorUnbondingLock(account, id);
        uint256 before = token.balanceOf(account);
        vm.prank(account);
        bonding.withdrawStake(id);
        eq(token.balanceOf(account), before + amount, "stake withdrawn");
        _did("withdrawStake");
    }

    function withdrawFees(uint256 who, uint256 seed) external {
        address account = _find(people, who, _canWithdrawFees);
        if (account == address(0)) return;
        uint256 amount = _part(_feesNow(account), seed);
        uint256 before = feesGoTo.balance;
        vm.prank(account);
        bonding.withdrawFees(feesGoTo, amount);
        eq(feesGoTo.balance, before + amount, "fees withdrawn");
        withdrawnWei += amount;
        _did("withdrawFees");
    }

    function claim(uint256 who) external {
        address account = _find(people, who, _canClaim);
        if (account == address(0)) return;
        (uint256 stake, uint256 fees_) = (_bondNow(account), _feesNow(account));
        vm.prank(account);
        bonding.claimEarnings(0);
        eq(bondedOf(account), stake, "stake as it was pending");
        eq(_feesNow(account), fees_, "fees as they were pending");
        _did("claim");
    }

    /// @dev Who gains stake comes into the pool, unless it is full of those who have as much.
    function _afterIncrease(address delegate, string memory action) internal {
        _did(action);
        if (!bonding.isRegisteredTranscoder(delegate) || _isInPool(delegate)) return;
        eq(bonding.getTranscoderPoolSize(), POOL, "left out of a pool with room");
        uint256 stake = bonding.transcoderTotalStake(delegate);
        address at_ = bonding.getFirstTranscoderInPool();
        for (; at_ != address(0); at_ = bonding.getNextTranscoderInPool(at_)) {
            atMost(stake, bonding.transcoderTotalStake(at_), "left out with more stake than another");
        }
    }

    function _delegateFor(address account, uint256 seed) private view returns (address) {
        if (seed % 3 == 0 && uint160(account) < uint160(candidates[0]) + CANDIDATES) return account;
        return candidates[seed / 3 % CANDIDATES];
    }

    function _part(uint256 whole, uint256 seed) private pure returns (uint256) {
        return seed % 4 == 0 ? whole : within(seed >> 2, 1, whole);
    }
}
