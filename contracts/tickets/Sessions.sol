// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Accounts} from "./Accounts.sol";

/// @notice Accounts whose key signs tickets and can do nothing else, while a wallet owns the funds. What a lost or
/// stolen key can cost is what is in its session.
///
/// Time is counted in rounds here too, as a ticket proves nothing finer: a session's tickets count if they were
/// created in its last round or before, and can be redeemed as long as any ticket. So an owner who ends a session
/// takes nothing from an orchestrator that holds winners, and a key found later pays nobody.
abstract contract Sessions is Accounts {
    using SafeCast for uint256;

    event SessionOpened(address indexed owner, address indexed key, uint256 expiry);
    event SessionRevoked(address indexed owner, address indexed key, uint256 expiry);

    error InvalidKey();
    error KeyInUse();
    error ExpiryInPast();

    /// @notice Makes a fresh key a ticket sender that the caller owns, with a deposit and a reserve in wei.
    /// A key without funds is anyone's to open: whoever squats one pays for the tickets that its holder signs.
    /// @param expiry last round whose tickets count
    function openSession(address key, uint48 expiry, uint256 deposit, uint256 reserve) external payable {
        uint256 round = _openRound();
        if (msg.value != deposit + reserve) revert ValueNotSumOfDepositAndReserve();
        if (key == address(0) || key == msg.sender) revert InvalidKey();
        if (deposit + reserve == 0) revert NoFunds();
        if (expiry < round) revert ExpiryInPast();
        Account storage account = accounts[key];
        if (account.deposit > 0 || account.reserve > 0) revert KeyInUse();
        (account.owner, account.expiry) = (msg.sender, expiry);
        emit SessionOpened(msg.sender, key, expiry);
        _cancelRunningUnlock(key);
        _fund(key, deposit, reserve);
    }

    /// @notice Ends a session: tickets created after the current round do not count, and the unlock begins.
    function revokeSession(address key) external {
        uint256 round = _openRound();
        _requireSession(key);
        Account storage account = accounts[key];
        if (account.expiry > round) account.expiry = round.toUint48();
        emit SessionRevoked(msg.sender, key, account.expiry);
        if (account.withdrawRound == 0) _unlock(key, round);
    }

    /// @notice Begins the unlock of a session's funds; its tickets count until then.
    function unlockSession(address key) external {
        _requireSession(key);
        _unlock(key, _openRound());
    }

    /// @notice Cancels the unlock of a session's funds.
    function cancelUnlockSession(address key) external whenSystemNotPaused {
        _requireSession(key);
        _cancelUnlock(key);
    }

    /// @notice Sends a session's funds to the caller, its owner: after the unlock, or, without one, as soon as no
    /// ticket of it can be valid any more.
    function withdrawSession(address key) external {
        _requireSession(key);
        _withdraw(key, _openRound());
    }

    /// @notice Owner of a session and the last round whose tickets count; zeros for an account of its own.
    function getSession(address key) external view returns (address owner, uint256 expiry) {
        return (accounts[key].owner, accounts[key].expiry);
    }

    function _requireSession(address key) private view {
        if (accounts[key].owner != msg.sender) revert NotOwner();
    }
}
