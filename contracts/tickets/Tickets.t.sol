// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Broker} from "../test/Broker.sol";
import {TicketBroker} from "./TicketBroker.sol";
import {Ticket, Tickets} from "./Tickets.sol";

contract TicketsTest is Broker {
    /// Order of the curve: (r, n - s) is a signature of the same message.
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function setUp() public override {
        super.setUp();
        fund(sender, 100 ether, 0);
    }

    function split(Ticket memory ticket) private pure returns (uint8, bytes32, bytes32) {
        return vm.sign(SENDER_KEY, digest(ticket));
    }

    function digest(Ticket memory t) private pure returns (bytes32) {
        bytes32 ticketHash = keccak256(
            abi.encodePacked(t.recipient, t.sender, t.faceValue, t.winProb, t.senderNonce, t.recipientRandHash, t.auxData)
        );
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", ticketHash));
    }

    function test_signaturesOfAnotherLength() public {
        Ticket memory ticket = ticketOf(1 ether, 1);
        (uint8 v, bytes32 r, bytes32 s) = split(ticket);
        refuse(ticket, "", TicketBroker.InvalidSignatureLength.selector);
        refuse(ticket, abi.encodePacked(r, s, v, v), TicketBroker.InvalidSignatureLength.selector);
        bytes32 compact = bytes32(uint256(s) | uint256(v - 27) << 255);
        refuse(ticket, abi.encodePacked(r, compact), TicketBroker.InvalidSignatureLength.selector);
    }

    function test_aSignatureHasOneForm() public {
        Ticket memory ticket = ticketOf(1 ether, 1);
        (uint8 v, bytes32 r, bytes32 s) = split(ticket);
        bytes32 high = bytes32(N - uint256(s));
        refuse(ticket, abi.encodePacked(r, high, v == 27 ? 28 : 27), TicketBroker.InvalidSignature.selector);
        for (uint256 bad = 0; bad < 256; ++bad) {
            if (bad != v) {
                refuse(ticket, abi.encodePacked(r, s, uint8(bad)), TicketBroker.InvalidSignature.selector);
            }
        }
        redeem(ticket);
    }

    function test_signaturesThatRecoverNobody() public {
        Ticket memory ticket = ticketOf(1 ether, 1);
        refuse(ticket, new bytes(65), TicketBroker.InvalidSignature.selector);
        bytes memory zeros = abi.encodePacked(bytes32(0), bytes32(0), uint8(27));
        refuse(ticket, zeros, TicketBroker.InvalidSignature.selector);
    }

    function test_theHashAloneIsNotWhatIsSigned() public {
        Ticket memory ticket = ticketOf(1 ether, 1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SENDER_KEY, tickets.getTicketHash(ticket));
        refuse(ticket, abi.encodePacked(r, s, v), TicketBroker.InvalidSignature.selector);
    }

    function testFuzz_anotherSigner(uint256 key) public {
        key = within(key, 1, N - 1);
        if (key == SENDER_KEY) return;
        Ticket memory ticket = ticketOf(1 ether, 1);
        refuse(ticket, signed(ticket, key), TicketBroker.InvalidSignature.selector);
    }

    function testFuzz_anotherTicketThanTheSigned(uint96 faceValue, uint256 nonce) public {
        Ticket memory ticket = ticketOf(1 ether, 1);
        bytes memory signature = signed(ticket);
        if (faceValue == 1 ether && nonce == 1) return;
        (ticket.faceValue, ticket.senderNonce) = (faceValue, nonce);
        refuse(ticket, signature, TicketBroker.InvalidSignature.selector);
    }

    /// `this.` makes the signature calldata.
    function wins(bytes calldata signature, uint256 rand, uint256 winProb) external pure returns (bool) {
        return Tickets.wins(signature, rand, winProb);
    }

    function testFuzz_winsBelowItsProbabilityOnly(bytes calldata signature, uint256 rand) public view {
        uint256 drawn = uint256(keccak256(abi.encodePacked(signature, rand)));
        isTrue(!this.wins(signature, rand, 0), "never at 0");
        isTrue(!this.wins(signature, rand, drawn), "not at what was drawn");
        isTrue(this.wins(signature, rand, drawn + 1), "just above");
        isTrue(this.wins(signature, rand, type(uint256).max), "at the most");
    }

    function test_aThirdWins() public view {
        uint256 won;
        for (uint256 i = 0; i < 3000; ++i) {
            if (this.wins(abi.encode(i), RAND, SURE / 3)) won++;
        }
        // Five standard deviations of 26 to each side.
        isTrue(won > 870 && won < 1130, "about a thousand of three");
    }
}
