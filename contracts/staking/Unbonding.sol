// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Delegation} from "./Delegation.sol";

/// @notice The way out: unbonded stake waits in a lock for some rounds, and can go back, or to another account, from it.
abstract contract Unbonding is Delegation {
    /// @notice Unbonds some of the caller's stake; it can be withdrawn after the unbonding period.
    function unbond(uint256 amount) external {
        unbondWithHint(amount, address(0), address(0));
    }

    /// @notice As unbond, naming the delegate's neighbours in the pool after it.
    function unbondWithHint(uint256 amount, address prev, address next) public {
        uint256 round = _openRound();
        _claimFor(msg.sender, round);
        _unbond(amount, round, prev, next);
    }

    /// @notice Bonds an unbonding lock again, to the caller's current delegate.
    function rebond(uint256 lockId) external {
        rebondWithHint(lockId, address(0), address(0));
    }

    /// @notice As rebond, naming the delegate's neighbours in the pool after it.
    function rebondWithHint(uint256 lockId, address prev, address next) public {
        uint256 round = _openRound();
        _claimFor(msg.sender, round);
        if (delegators[msg.sender].bondedAmount == 0) revert NotBonded();
        _rebond(msg.sender, lockId, round, prev, next);
    }

    /// @notice Bonds an unbonding lock of an account without stake to a delegate.
    function rebondFromUnbonded(address to, uint256 lockId) external {
        rebondFromUnbondedWithHint(to, lockId, address(0), address(0));
    }

    /// @notice As rebondFromUnbonded, naming the delegate's neighbours in the pool after it.
    function rebondFromUnbondedWithHint(address to, uint256 lockId, address prev, address next) public {
        uint256 round = _openRound();
        _claimFor(msg.sender, round);
        if (delegators[msg.sender].bondedAmount != 0) revert NotUnbonded();
        if (to == address(0)) revert InvalidRecipient();
        _delegateAnew(msg.sender, to, round);
        _rebond(msg.sender, lockId, round, prev, next);
    }

    /// @notice Moves bonded stake to another account: it goes to that account's delegate, or, if it has none, stays
    /// with the caller's. It makes nobody an orchestrator.
    function transferBond(
        address delegator,
        uint256 amount,
        address oldPrev,
        address oldNext,
        address newPrev,
        address newNext
    ) external {
        uint256 round = _openRound();
        if (delegator == address(0)) revert InvalidRecipient();
        _claimFor(msg.sender, round);
        _claimFor(delegator, round);
        address delegate = delegators[msg.sender].delegateAddress;
        uint256 oldId = _unbond(amount, round, oldPrev, oldNext);

        Delegator storage receiver = delegators[delegator];
        uint256 newId = receiver.nextUnbondingLockId;
        receiver.nextUnbondingLockId = newId + 1;
        receiver.locks[newId] = delegators[msg.sender].locks[oldId];
        delete delegators[msg.sender].locks[oldId];
        if (receiver.bondedAmount == 0) {
            if (delegate == delegator) revert SelfDelegationByOther();
            _delegateAnew(delegator, delegate, round);
        }
        emit TransferBond(msg.sender, delegator, oldId, newId, amount);
        _rebond(delegator, newId, round, newPrev, newNext);
    }

    /// @notice Sends the tokens of an unbonding lock whose time has come to the caller.
    function withdrawStake(uint256 lockId) external {
        uint256 round = _openRound();
        UnbondingLock memory lock = _takeLock(msg.sender, lockId);
        if (lock.withdrawRound > round) revert StakeLocked();
        emit WithdrawStake(msg.sender, lockId, lock.amount, lock.withdrawRound);
        minter().trustedTransferTokens(msg.sender, lock.amount);
    }

    /// @notice Sends fees of the caller, in wei, to an account.
    function withdrawFees(address payable recipient, uint256 amount) external {
        uint256 round = _openRound();
        if (recipient == address(0)) revert InvalidRecipient();
        _claimFor(msg.sender, round);
        Delegator storage delegator = delegators[msg.sender];
        if (amount > delegator.fees) revert FeesExceeded();
        delegator.fees -= amount;
        emit WithdrawFees(msg.sender, recipient, amount);
        minter().trustedWithdrawETH(recipient, amount);
    }

    /// @notice Moves the caller's earnings up to now into its stake and fees. The parameter is Livepeer's and not read.
    function claimEarnings(uint256) external {
        _claimFor(msg.sender, _openRound());
    }

    /// @notice Whether a delegator has a lock of that number.
    function isValidUnbondingLock(address delegator, uint256 lockId) external view returns (bool) {
        return delegators[delegator].locks[lockId].withdrawRound > 0;
    }

    /// @notice Amount of a lock and the round from which it can be withdrawn; zeros where there is none.
    function getDelegatorUnbondingLock(address delegator, uint256 lockId)
        external
        view
        returns (uint256 amount, uint256 withdrawRound)
    {
        UnbondingLock storage lock = delegators[delegator].locks[lockId];
        return (lock.amount, lock.withdrawRound);
    }

    function _unbond(uint256 amount, uint256 round, address prev, address next) private returns (uint256 id) {
        Delegator storage delegator = delegators[msg.sender];
        if (_statusOf(delegator, round) != DelegatorStatus.Bonded) revert NotBonded();
        if (amount == 0) revert AmountZero();
        if (amount > delegator.bondedAmount) revert AmountExceedsBond();
        address delegate = delegator.delegateAddress;
        id = delegator.nextUnbondingLockId++;
        uint256 withdrawRound = round + unbondingPeriod;
        delegator.locks[id] = UnbondingLock(amount, withdrawRound);
        delegator.bondedAmount -= amount;
        if (delegator.bondedAmount == 0) _endDelegation(msg.sender, round);
        _decreaseStake(delegate, amount, round, prev, next);
        emit Unbond(delegate, msg.sender, id, amount, withdrawRound);
    }

    function _rebond(address owner, uint256 lockId, uint256 round, address prev, address next) private {
        UnbondingLock memory lock = _takeLock(owner, lockId);
        Delegator storage delegator = delegators[owner];
        delegator.bondedAmount += lock.amount;
        _increaseStake(delegator.delegateAddress, lock.amount, round, prev, next);
        emit Rebond(delegator.delegateAddress, owner, lockId, lock.amount);
    }

    function _takeLock(address owner, uint256 lockId) private returns (UnbondingLock memory lock) {
        lock = delegators[owner].locks[lockId];
        if (lock.withdrawRound == 0) revert InvalidUnbondingLock();
        delete delegators[owner].locks[lockId];
    }

    function _delegateAnew(address owner, address to, uint256 round) private {
        delegators[owner].delegateAddress = to;
        delegators[owner].startRound = round + 1;
        _storeFactors(transcoders[to], round);
    }
}
