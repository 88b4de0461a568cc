// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Accounts} from "./Accounts.sol";

/// @notice Accounts whose key signs tickets and can do nothing else, while a wallet owns the funds. What a lost or
/// stolen key can cost is what is in its session. Livepeer has none; whoever knows only its ABI sees a sender.
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

    /// @notice Makes a fresh key a ticket sender that the caller owns, with a deposit and a reserve in wei; or adds to
    /// a session of the caller's and gives it another last round. A key that was never used is anyone's to open, once:
    /// from then on it is its owner's, and an account that funded itself or was funded never becomes a session. Who
    /// finds a key taken makes another, and who takes another's pays for the tickets that its holder signs.
    /// @param expiry last round whose tickets count
    function openSession(address key, uint48 expiry, uint256 deposit, uint256 reserve)
        external
        payable
        whenSystemNotPaused
    {
        _requireSum(deposit, reserve);
        if (key == address(0) || key == msg.sender) revert InvalidKey();
        if (expiry < _round()) revert ExpiryInPast();
        Account storage account = accounts[key];
        if (account.kind != Kind.Unused && account.owner != msg.sender) revert KeyInUse();
        (account.kind, account.owner, account.expiry) = (Kind.Session, msg.sender, expiry);
        emit SessionOpened(msg.sender, key, expiry);
        _cancelRunningUnlock(key);
        _fund(key, deposit, reserve);
    }

    /// @notice Ends a session: tickets created after the current round do not count, and the unlock of what is left
    /// begins.
    function revokeSession(address key) external whenSystemNotPaused {
        _requireSession(key);
        Account storage account = accounts[key];
        uint256 round = _round();
        if (account.expiry > round) account.expiry = round.toUint48();
        emit SessionRevoked(msg.sender, key, account.expiry);
        if (account.withdrawRound == 0 && !_isEmpty(account)) _unlock(key);
    }

    /// @notice Begins the unlock of a session's funds; its tickets count until then.
    function unlockSession(address key) external whenSystemNotPaused {
        _requireSession(key);
        _unlock(key);
    }

    /// @notice Cancels the unlock of a session's funds.
    function cancelUnlockSession(address key) external whenSystemNotPaused {
        _requireSession(key);
        _cancelUnlock(key);
    }

    /// @notice Sends a session's funds to the caller, its owner: after the unlock, or, without one, as soon as no
    /// ticket of it can be valid any more.
    function withdrawSession(address key) external whenSystemNotPaused {
        _requireSession(key);
        _withdraw(key);
    }

    /// @notice Owner of a session and the last round whose tickets count; zeros where there is none.
    function getSession(address key) external view returns (address owner, uint256 expiry) {
        return (accounts[key].owner, accounts[key].expiry);
    }

    function _requireSession(address key) private view {
        if (accounts[key].owner != msg.sender) revert NotOwner();
    }
}
