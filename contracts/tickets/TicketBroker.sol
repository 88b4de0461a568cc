// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBondingManager} from "../interfaces/IBondingManager.sol";
import {IRoundsManager} from "../interfaces/IRoundsManager.sol";
import {Manager} from "../Manager.sol";
import {Sessions} from "./Sessions.sol";
import {Ticket, Tickets} from "./Tickets.sol";

/// @notice Pays winning tickets: from the sender's deposit first, then from the recipient's share of its reserve.
contract TicketBroker is Sessions {
    /// @dev What all tickets of a call share.
    struct Context {
        IRoundsManager rounds;
        IBondingManager bonding;
        uint256 round;
        /// The creation round that was looked up last, and its block hash.
        uint256 creationRound;
        bytes32 blockHash;
    }

    /// @notice Tickets that were paid, by their hash.
    mapping(bytes32 ticketHash => bool) public usedTickets;

    event WinningTicketRedeemed(
        address indexed sender,
        address indexed recipient,
        uint256 faceValue,
        uint256 winProb,
        uint256 senderNonce,
        uint256 recipientRand,
        bytes auxData
    );
    event WinningTicketTransfer(address indexed sender, address indexed recipient, uint256 amount);

    error RecipientNull();
    error SenderNull();
    error InvalidAuxDataLength();
    error NoBlockHashForCreationRound();
    error CreationRoundBlockHashMismatch();
    error TicketExpired();
    error SessionExpired();
    error RecipientRandMismatch();
    error TicketUsed();
    error InvalidSignatureLength();
    error InvalidSignature();
    error TicketDidNotWin();
    error SenderUnlocked();
    error InsufficientFunds();
    error LengthMismatch();

    constructor(address controller_) Manager(controller_) {}

    /// @notice Pays a winning ticket to its recipient, an active orchestrator, and the recipient's delegators. Anyone may call
    /// it. Unlike Livepeer's, a ticket is paid whole or stays good: the sender's deposit and the recipient's share of
    /// its reserve must cover the face value.
    function redeemWinningTicket(Ticket calldata ticket, bytes calldata signature, uint256 recipientRand) external {
        Context memory context = _context();
        bytes32 ticketHash = Tickets.hash(ticket);
        bytes4 fault = _faultOf(ticket, ticketHash, signature, recipientRand, context);
        if (fault == 0) fault = _take(ticket, ticketHash, recipientRand, context);
        if (fault != 0) _revert(fault);
        _credit(context, ticket.recipient, ticket.faceValue);
    }

    /// @notice Pays all of some tickets that can be paid, and skips the others. Unlike Livepeer's, neighbours of one
    /// recipient are credited together, and cost least where also their creation round is the same.
    function batchRedeemWinningTickets(
        Ticket[] calldata tickets,
        bytes[] calldata signatures,
        uint256[] calldata recipientRands
    ) external {
        Context memory context = _context();
        if (signatures.length < tickets.length || recipientRands.length < tickets.length) revert LengthMismatch();
        address recipient;
        bool active;
        uint256 fees;
        for (uint256 i = 0; i < tickets.length; ++i) {
            Ticket calldata ticket = tickets[i];
            if (ticket.recipient != recipient) {
                _credit(context, recipient, fees);
                (recipient, fees) = (ticket.recipient, 0);
                active = context.bonding.isActiveTranscoder(recipient);
            }
            if (!active) continue;
            bytes32 ticketHash = Tickets.hash(ticket);
            if (_faultOf(ticket, ticketHash, signatures[i], recipientRands[i], context) != 0) continue;
            if (_take(ticket, ticketHash, recipientRands[i], context) == 0) fees += ticket.faceValue;
        }
        _credit(context, recipient, fees);
    }

    /// @notice keccak256 over a ticket's tightly packed fields.
    function getTicketHash(Ticket calldata ticket) external pure returns (bytes32) {
        return Tickets.hash(ticket);
    }

    function _context() private view returns (Context memory context) {
        context.rounds = roundsManager();
        context.round = _openRound(context.rounds);
        context.bonding = bondingManager();
    }

    /// @dev The block hash of a creation round; tickets of a batch mostly share one.
    function _blockHashOf(uint256 creationRound, Context memory context) private view returns (bytes32) {
        if (context.blockHash == 0 || context.creationRound != creationRound) {
            context.creationRound = creationRound;
            context.blockHash = context.rounds.blockHashForRound(creationRound);
        }
        return context.blockHash;
    }

    /// @dev The first reason, in Livepeer's order, for which a ticket itself cannot be paid; zero if there is none.
    function _faultOf(
        Ticket calldata ticket,
        bytes32 ticketHash,
        bytes calldata signature,
        uint256 recipientRand,
        Context memory context
    ) private view returns (bytes4) {
        if (ticket.recipient == address(0)) return RecipientNull.selector;
        if (ticket.sender == address(0)) return SenderNull.selector;
        if (ticket.auxData.length != Tickets.AUX_DATA_LENGTH) return InvalidAuxDataLength.selector;
        (uint256 creationRound, bytes32 blockHash) = abi.decode(ticket.auxData, (uint256, bytes32));
        bytes32 stored = _blockHashOf(creationRound, context);
        if (stored == 0) return NoBlockHashForCreationRound.selector;
        if (stored != blockHash) return CreationRoundBlockHashMismatch.selector;
        if (creationRound + ticketValidityPeriod <= context.round) return TicketExpired.selector;
        Account storage account = accounts[ticket.sender];
        if (account.kind == Kind.Session && creationRound > account.expiry) return SessionExpired.selector;
        if (keccak256(abi.encode(recipientRand)) != ticket.recipientRandHash) return RecipientRandMismatch.selector;
        if (usedTickets[ticketHash]) return TicketUsed.selector;
        if (signature.length != Tickets.SIGNATURE_LENGTH) return InvalidSignatureLength.selector;
        if (!Tickets.isSigned(ticketHash, signature, ticket.sender)) return InvalidSignature.selector;
        if (!Tickets.wins(signature, recipientRand, ticket.winProb)) return TicketDidNotWin.selector;
        if (!_isLocked(account, context.round)) return SenderUnlocked.selector;
        return 0;
    }

    /// @dev Takes a ticket's face value from its sender and marks it used; or says why not, and changes nothing.
    function _take(Ticket calldata ticket, bytes32 ticketHash, uint256 recipientRand, Context memory context)
        private
        returns (bytes4)
    {
        Account storage account = accounts[ticket.sender];
        uint256 deposit = account.deposit;
        uint256 faceValue = ticket.faceValue;
        if (_isEmpty(account)) return NoFunds.selector;
        if (faceValue > deposit) {
            uint256 missing = faceValue - deposit;
            if (missing > _claimable(account, ticket.recipient, context.round)) return InsufficientFunds.selector;
            account.deposit = 0;
            _claimReserve(account, ticket.sender, ticket.recipient, missing, context.round);
        } else {
            account.deposit = uint128(deposit - faceValue);
        }
        usedTickets[ticketHash] = true;
        if (faceValue > 0) emit WinningTicketTransfer(ticket.sender, ticket.recipient, faceValue);
        emit WinningTicketRedeemed(
            ticket.sender,
            ticket.recipient,
            faceValue,
            ticket.winProb,
            ticket.senderNonce,
            recipientRand,
            ticket.auxData
        );
        return 0;
    }

    function _credit(Context memory context, address recipient, uint256 fees) private {
        if (fees > 0) context.bonding.updateTranscoderWithFees(recipient, fees, context.round);
    }

    function _revert(bytes4 fault) private pure {
        assembly ("memory-safe") {
            mstore(0, fault)
            revert(0, 4)
        }
    }
}
