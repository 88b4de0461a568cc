// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Accounts} from "../../tickets/Accounts.sol";
import {TicketBroker} from "../../tickets/TicketBroker.sol";
import {Ticket} from "../../tickets/Tickets.sol";
import {AccountActions} from "./AccountActions.sol";

/// @notice Winning tickets: signed, redeemed alone and in batches, and tried again.
abstract contract TicketActions is AccountActions {
    struct Winner {
        Ticket ticket;
        bytes signature;
        uint256 recipientRand;
    }

    /// @dev Every ticket that was paid, for replays.
    Winner[] private paid;
    uint256 private nonce;

    function redeem(uint256 who, uint256 to, uint256 seed) external {
        (address sender, address recipient) = _pair(who, to);
        if (sender == address(0) || recipient == address(0)) return;
        Winner memory winner = _winner(sender, recipient, _payable(sender, recipient, seed), seed);
        uint256 before = _fundsOf(sender);
        _noteFees(recipient, winner.ticket.faceValue);
        tickets.redeemWinningTicket(winner.ticket, winner.signature, winner.recipientRand);
        eq(_fundsOf(sender), before - winner.ticket.faceValue, "paid by the sender");
        paid.push(winner);
        _did("redeem");
    }

    function redeemAgain(uint256 which) external {
        if (paid.length == 0) return;
        Winner memory winner = paid[which % paid.length];
        uint256 before = _fundsOf(winner.ticket.sender);
        (bool success,) = address(tickets)
            .call(
                abi.encodeCall(
                    tickets.redeemWinningTicket, (winner.ticket, winner.signature, winner.recipientRand)
                )
            );
        isTrue(!success, "paid twice");
        eq(_fundsOf(winner.ticket.sender), before, "nothing taken");
        _did("redeemAgain");
    }

    /// @notice A batch of a ticket that is good, the same again, one that was paid before, a forged one, one above
    /// the sender's funds, one for somebody who is not active, and a second good one of another size.
    function redeemBatch(uint256 who, uint256 to, uint256 which, uint256 seed) external {
        (address sender, address recipient) = _pair(who, to);
        if (sender == address(0) || recipient == address(0)) return;
        Winner[] memory batch = new Winner[](7);
        batch[0] = _winner(sender, recipient, _payable(sender, recipient, seed), seed);
        batch[1] = batch[0];
        batch[2] = paid.length == 0 ? batch[0] : paid[which % paid.length];
        batch[3] = _winner(sender, recipient, 1, seed);
        batch[3].ticket.faceValue = 2;
        batch[4] = _winner(sender, recipient, _fundsOf(sender) + 1, seed);
        batch[5] = _winner(sender, _idle(which), 1, seed);
        batch[6] = _winner(sender, recipient, _payable(sender, recipient, seed >> 64), seed);

        uint256 before = _fundsOf(sender);
        bool second = _redeemsBoth(batch);
        _redeemAll(batch);
        uint256 taken = batch[0].ticket.faceValue + (second ? batch[6].ticket.faceValue : 0);
        eq(_fundsOf(sender), before - taken, "paid the good ones, once");
        paid.push(batch[0]);
        if (second) paid.push(batch[6]);
        _did("redeemBatch");
    }

    /// @dev Notes the fees, and says whether the funds reach for the second good ticket after the first.
    function _redeemsBoth(Winner[] memory batch) private returns (bool) {
        Ticket memory first = batch[0].ticket;
        Ticket memory second = batch[6].ticket;
        // The deposit goes first, and the share of the reserve does not shrink by a claim.
        bool both = first.faceValue + second.faceValue <= _limit(first.sender, first.recipient)
            && first.faceValue < _fundsOf(first.sender);
        _noteFees(first.recipient, first.faceValue);
        if (both) _noteFees(second.recipient, second.faceValue);
        return both;
    }

    function _redeemAll(Winner[] memory batch) private {
        Ticket[] memory list = new Ticket[](batch.length);
        bytes[] memory signatures = new bytes[](batch.length);
        uint256[] memory rands = new uint256[](batch.length);
        for (uint256 i = 0; i < batch.length; i++) {
            (list[i], signatures[i], rands[i]) = (batch[i].ticket, batch[i].signature, batch[i].recipientRand);
        }
        tickets.batchRedeemWinningTickets(list, signatures, rands);
    }

    function _winner(address sender, address recipient, uint256 faceValue, uint256 seed)
        internal
        returns (Winner memory winner)
    {
        uint256 created = seed % 2 == 0 ? _creation(sender) : round();
        if (!_counts(sender, created)) created = _creation(sender);
        bytes memory auxData = abi.encode(created, rounds.blockHashForRound(created));
        bytes32 randHash = keccak256(abi.encode(seed));
        winner.ticket = Ticket(recipient, sender, faceValue, type(uint256).max, nonce++, randHash, auxData);
        bytes32 digest = MessageHashUtils.toEthSignedMessageHash(tickets.getTicketHash(winner.ticket));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[sender], digest);
        winner.signature = abi.encodePacked(r, s, v);
        winner.recipientRand = seed;
    }

    function _pair(uint256 who, uint256 to) private view returns (address sender, address recipient) {
        return (_find(senders, who, _canPay), _find(candidates, to, _canEarn));
    }

    /// @dev A face value that the sender can pay to the recipient, often all that it can.
    function _payable(address sender, address recipient, uint256 seed) private view returns (uint256) {
        uint256 limit = _limit(sender, recipient);
        return seed % 4 == 0 ? limit : within(seed >> 2, 0, limit);
    }

    function _limit(address sender, address recipient) private view returns (uint256) {
        (Accounts.Sender memory account,) = tickets.getSenderInfo(sender);
        return account.deposit + tickets.claimableReserve(sender, recipient);
    }

    function _canPay(address sender) private view returns (bool) {
        return _fundsOf(sender) > 0 && _isLocked(sender) && _counts(sender, _creation(sender));
    }

    function _canEarn(address o) private view returns (bool) {
        return bonding.isActiveTranscoder(o);
    }

    /// @dev An orchestrator that is not active, if there is one, or an account that is none.
    function _idle(uint256 seed) private view returns (address o) {
        o = _find(candidates, seed, _isIdle);
        return o == address(0) ? people[PEOPLE - 1] : o;
    }

    function _isIdle(address o) private view returns (bool) {
        return bonding.isRegisteredTranscoder(o) && !bonding.isActiveTranscoder(o);
    }

    /// @dev The last round but one where tickets of it still count, else the current one.
    function _creation(address sender) private view returns (uint256) {
        uint256 last = round() - 1;
        return _counts(sender, last) ? last : round();
    }

    function _counts(address sender, uint256 created) private view returns (bool) {
        (, uint256 expiry) = tickets.getSession(sender);
        return rounds.blockHashForRound(created) != 0 && (expiry == 0 || created <= expiry);
    }
}
