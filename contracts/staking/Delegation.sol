// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Rewards} from "./Rewards.sol";

/// @notice Bonding: tokens go to the Minter, and count for a delegate from the next round.
abstract contract Delegation is Rewards {
    using SafeERC20 for IERC20;

    /// @notice Bonds the caller's tokens to a delegate; with an amount of zero, moves the caller's stake to it.
    function bond(uint256 amount, address to) external {
        _bond(amount, msg.sender, to, [address(0), address(0), address(0), address(0)]);
    }

    /// @notice As bond, naming the neighbours in the pool of the old delegate and of the new one after it.
    function bondWithHint(
        uint256 amount,
        address to,
        address oldPrev,
        address oldNext,
        address currPrev,
        address currNext
    ) external {
        _bond(amount, msg.sender, to, [oldPrev, oldNext, currPrev, currNext]);
    }

    /// @notice Bonds the caller's tokens for another account, which owns the stake from then on. It takes a positive
    /// amount, changes no delegate that the owner has, and makes no owner an orchestrator.
    function bondForWithHint(
        uint256 amount,
        address owner,
        address to,
        address oldPrev,
        address oldNext,
        address currPrev,
        address currNext
    ) external {
        _bond(amount, owner, to, [oldPrev, oldNext, currPrev, currNext]);
    }

    /// @dev hints: neighbours of the old delegate, then of the new one.
    function _bond(uint256 amount, address owner, address to, address[4] memory hints) private {
        uint256 round = _openRound();
        _claimFor(owner, round);
        if (to == address(0)) revert InvalidRecipient();
        Delegator storage delegator = delegators[owner];
        address delegate = delegator.delegateAddress;
        if (msg.sender != owner) _checkOther(amount, owner, to, delegate);

        uint256 bonded = delegator.bondedAmount;
        uint256 added = amount;
        if (bonded == 0) {
            delegator.startRound = round + 1;
        } else if (delegate != to) {
            if (delegate == owner) revert RegisteredCannotDelegate();
            delegator.startRound = round + 1;
            added += bonded;
            _decreaseStake(delegate, bonded, round, hints[0], hints[1]);
        }
        if (added == 0) revert AmountZero();

        delegator.delegateAddress = to;
        delegator.bondedAmount = bonded + amount;
        _storeFactors(transcoders[to], round);
        _increaseStake(to, added, round, hints[2], hints[3]);
        emit Bond(to, delegate, owner, amount, bonded + amount);
        if (amount > 0) {
            IERC20 token = IERC20(controller.getContract(keccak256("LivepeerToken")));
            token.safeTransferFrom(msg.sender, address(minter()), amount);
        }
    }

    function _checkOther(uint256 amount, address owner, address to, address delegate) private pure {
        if (amount == 0) revert AmountZero();
        if (delegate == address(0) && to == owner) revert SelfDelegationByOther();
        if (delegate != address(0) && delegate != to) revert DelegateChangeByOther();
    }
}
