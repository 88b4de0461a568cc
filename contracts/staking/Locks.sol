// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Rewards} from "./Rewards.sol";
import {SortedList} from "./SortedList.sol";
import {Delegator, DelegatorStatus, Neighbours, UnbondingLock} from "./Types.sol";

/// @notice Unbonding: stake waits in a lock, from which it is withdrawn, bonded again or given to another account.
abstract contract Locks is Rewards {
    using SafeCast for uint256;
    using SortedList for SortedList.List;

    error NotBonded();
    error NotUnbonded();
    error AmountZero();
    error AmountAboveBonded();
    error InvalidDelegate();
    error InvalidDelegator();
    error InvalidUnbondingLock();
    error WithdrawRoundNotReached();
    error InvalidRecipient();
    error InsufficientFees();

    /// @notice Takes stake out of the caller's bond. It can be withdrawn after the unbonding period.
    function unbond(uint256 amount) external {
        unbondWithHint(amount, address(0), address(0));
    }

    /// @notice The same, with the neighbours of the delegate in the pool afterwards.
    function unbondWithHint(uint256 amount, address newPosPrev, address newPosNext) public {
        uint256 round = _openRound();
        _claim(msg.sender, round);
        _unbond(amount, round, Neighbours(newPosPrev, newPosNext));
    }

    /// @notice Bonds stake from one of the caller's locks again, to its delegate of now.
    function rebond(uint256 unbondingLockId) external {
        rebondWithHint(unbondingLockId, address(0), address(0));
    }

    /// @notice The same, with the neighbours of the delegate in the pool afterwards.
    function rebondWithHint(uint256 unbondingLockId, address newPosPrev, address newPosNext) public {
        uint256 round = _openRound();
        _claim(msg.sender, round);
        if (delegators[msg.sender].bondedAmount == 0) revert NotBonded();
        _rebond(msg.sender, unbondingLockId, round, Neighbours(newPosPrev, newPosNext));
    }

    /// @notice Bonds stake from one of the caller's locks to a delegate, where the caller has no bond any more.
    function rebondFromUnbonded(address to, uint256 unbondingLockId) external {
        rebondFromUnbondedWithHint(to, unbondingLockId, address(0), address(0));
    }

    /// @notice The same, with the neighbours of the delegate in the pool afterwards.
    function rebondFromUnbondedWithHint(
        address to,
        uint256 unbondingLockId,
        address newPosPrev,
        address newPosNext
    ) public {
        uint256 round = _openRound();
        _claim(msg.sender, round);
        if (delegators[msg.sender].bondedAmount > 0) revert NotUnbonded();
        _attach(msg.sender, to, round);
        _rebond(msg.sender, unbondingLockId, round, Neighbours(newPosPrev, newPosNext));
    }

    /// @notice Gives bonded stake to another account, where it is bonded to that account's delegate, or to the
    /// caller's if it has none.
    function transferBond(
        address delegator,
        uint256 amount,
        address oldDelegateNewPosPrev,
        address oldDelegateNewPosNext,
        address newDelegateNewPosPrev,
        address newDelegateNewPosNext
    ) external {
        uint256 round = _openRound();
        if (delegator == address(0)) revert InvalidDelegator();
        _claim(msg.sender, round);
        address delegate = delegators[msg.sender].delegateAddress;
        uint256 oldId = _unbond(amount, round, Neighbours(oldDelegateNewPosPrev, oldDelegateNewPosNext));
        uint256 newId = _moveLock(delegator, oldId);
        emit TransferBond(msg.sender, delegator, oldId, newId, amount);

        _claimFor(delegator, round);
        if (delegators[delegator].bondedAmount == 0) {
            if (delegate == delegator) revert InvalidDelegator();
            _attach(delegator, delegate, round);
        }
        _rebond(delegator, newId, round, Neighbours(newDelegateNewPosPrev, newDelegateNewPosNext));
    }

    /// @notice Pays out one of the caller's locks whose round has come.
    function withdrawStake(uint256 unbondingLockId) external {
        uint256 round = _openRound();
        (uint256 amount, uint256 withdrawRound) = _takeLock(msg.sender, unbondingLockId);
        if (withdrawRound > round) revert WithdrawRoundNotReached();
        emit WithdrawStake(msg.sender, unbondingLockId, amount, withdrawRound);
        minter().trustedTransferTokens(msg.sender, amount);
    }

    /// @notice Pays out fees of the caller in wei.
    function withdrawFees(address payable recipient, uint256 amount) external {
        uint256 round = _openRound();
        _claim(msg.sender, round);
        if (recipient == address(0)) revert InvalidRecipient();
        Delegator storage del = delegators[msg.sender];
        if (amount > del.fees) revert InsufficientFees();
        del.fees -= uint128(amount);
        emit WithdrawFees(msg.sender, recipient, amount);
        minter().trustedWithdrawETH(recipient, amount);
    }

    /// @notice Whether an account has a lock with this number.
    function isValidUnbondingLock(address delegator, uint256 unbondingLockId) public view returns (bool) {
        return delegators[delegator].unbondingLocks[unbondingLockId].withdrawRound > 0;
    }

    /// @dev Gives an account a delegate, whose earnings it shares from the next round on. Unlike with Livepeer, never
    /// the zero address, which stands for none.
    function _attach(address account, address delegate, uint256 round) internal {
        if (delegate == address(0)) revert InvalidDelegate();
        Delegator storage del = delegators[account];
        del.delegateAddress = delegate;
        del.startRound = uint48(round + 1);
        _keepFactors(delegate, round);
    }

    /// @dev Ends a bond whose stake is gone.
    function _detach(address account, uint256 round) internal {
        Delegator storage del = delegators[account];
        del.delegateAddress = address(0);
        del.startRound = 0;
        if (pool.contains(account)) _resign(account, round);
    }

    function _unbond(uint256 amount, uint256 round, Neighbours memory hint) private returns (uint256 id) {
        Delegator storage del = delegators[msg.sender];
        if (_status(del, round) != DelegatorStatus.Bonded) revert NotBonded();
        if (amount == 0) revert AmountZero();
        if (amount > del.bondedAmount) revert AmountAboveBonded();

        address delegate = del.delegateAddress;
        uint256 withdrawRound = round + unbondingPeriod;
        id = _addLock(del, UnbondingLock(uint128(amount), uint64(withdrawRound)));
        del.bondedAmount -= uint128(amount);
        if (del.bondedAmount == 0) _detach(msg.sender, round);
        _decreaseStake(delegate, amount, round, hint);
        emit Unbond(delegate, msg.sender, id, amount, withdrawRound);
    }

    function _rebond(address account, uint256 id, uint256 round, Neighbours memory hint) private {
        (uint256 amount,) = _takeLock(account, id);
        Delegator storage del = delegators[account];
        address delegate = del.delegateAddress;
        del.bondedAmount = (del.bondedAmount + amount).toUint128();
        _increaseStake(delegate, amount, round, hint);
        emit Rebond(delegate, account, id, amount);
    }

    function _moveLock(address to, uint256 id) private returns (uint256) {
        UnbondingLock memory lock = delegators[msg.sender].unbondingLocks[id];
        delete delegators[msg.sender].unbondingLocks[id];
        return _addLock(delegators[to], lock);
    }

    function _addLock(Delegator storage del, UnbondingLock memory lock) private returns (uint256 id) {
        id = del.nextUnbondingLockId++;
        del.unbondingLocks[id] = lock;
    }

    function _takeLock(address account, uint256 id) private returns (uint256, uint256) {
        if (!isValidUnbondingLock(account, id)) revert InvalidUnbondingLock();
        UnbondingLock memory lock = delegators[account].unbondingLocks[id];
        delete delegators[account].unbondingLocks[id];
        return (lock.amount, lock.withdrawRound);
    }
}
