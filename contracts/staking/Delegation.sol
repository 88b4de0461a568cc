// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Locks} from "./Locks.sol";
import {Delegator, Neighbours} from "./Types.sol";

/// @notice Bonding: stake goes in, and to whom. The Minter holds the tokens.
abstract contract Delegation is Locks {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    error OnlyOwnerOfBond();
    error TranscoderCannotDelegate();
    error NothingToDelegate();

    /// @notice Bonds the caller's tokens, which it approved before, to an orchestrator, or to itself to become one.
    /// With another delegate than before, all its stake moves. Stake earns from the next round on.
    function bond(uint256 amount, address to) external {
        bondForWithHint(amount, msg.sender, to, address(0), address(0), address(0), address(0));
    }

    /// @notice The same, with the neighbours of the old and of the new delegate in the pool afterwards.
    function bondWithHint(
        uint256 amount,
        address to,
        address oldDelegateNewPosPrev,
        address oldDelegateNewPosNext,
        address currDelegateNewPosPrev,
        address currDelegateNewPosNext
    ) external {
        bondForWithHint(
            amount,
            msg.sender,
            to,
            oldDelegateNewPosPrev,
            oldDelegateNewPosNext,
            currDelegateNewPosPrev,
            currDelegateNewPosNext
        );
    }

    /// @notice Bonds the caller's tokens in another account's name. The caller cannot change that account's delegate
    /// or make it an orchestrator.
    function bondForWithHint(
        uint256 amount,
        address owner,
        address to,
        address oldDelegateNewPosPrev,
        address oldDelegateNewPosNext,
        address currDelegateNewPosPrev,
        address currDelegateNewPosNext
    ) public {
        uint256 round = _openRound();
        _claimFor(owner, round);
        _bond(
            amount,
            owner,
            to,
            round,
            Neighbours(oldDelegateNewPosPrev, oldDelegateNewPosNext),
            Neighbours(currDelegateNewPosPrev, currDelegateNewPosNext)
        );
    }

    function _bond(
        uint256 amount,
        address owner,
        address to,
        uint256 round,
        Neighbours memory oldHint,
        Neighbours memory newHint
    ) private {
        Delegator storage del = delegators[owner];
        address from = del.delegateAddress;
        uint256 bonded = del.bondedAmount;
        uint256 delegated = amount;
        if (bonded == 0) {
            if (msg.sender != owner && to == owner) revert OnlyOwnerOfBond();
        } else if (from != to) {
            if (msg.sender != owner) revert OnlyOwnerOfBond();
            if (from == owner) revert TranscoderCannotDelegate();
            delegated += bonded;
        }
        if (delegated == 0) revert NothingToDelegate();

        if (bonded == 0) {
            _attach(owner, to, round);
        } else if (from != to) {
            _decreaseStake(from, bonded, round, oldHint);
            _attach(owner, to, round);
        }
        del.bondedAmount = (bonded + amount).toUint128();
        _increaseStake(to, delegated, round, newHint);
        emit Bond(to, from, owner, amount, bonded + amount);
        if (amount > 0) _token().safeTransferFrom(msg.sender, address(minter()), amount);
    }

    function _token() private view returns (IERC20) {
        return IERC20(controller.getContract(keccak256("LivepeerToken")));
    }
}
