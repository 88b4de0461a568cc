// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../test/Test.sol";
import {Ticket, Tickets} from "./Tickets.sol";

/// @notice Writes tickets with their hashes, signatures and what the contracts say of them to
/// contracts/vectors/tickets.json, from which the pages' code is tested. Numbers are 32 bytes in hex.
contract VectorsTest is Test {
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant KEY = 0xA11CE;
    uint256 private constant MOST = type(uint256).max;
    string private constant PATH = "contracts/vectors/tickets.json";

    string private rows;
    string private draws;

    function test_write() public {
        writeTickets();
        writeSignatures();
        writeDraws();
        string memory text = string.concat('{\n  "tickets": [', rows, '\n  ],\n  "draws": [', draws, "\n  ]\n}\n");
        vm.writeFile(PATH, text);
        eq(keccak256(bytes(vm.readFile(PATH))), keccak256(bytes(text)), "as written");
    }

    function ticketOf(uint256 faceValue, uint256 winProb, uint256 nonce, uint256 rand)
        private
        pure
        returns (Ticket memory)
    {
        bytes memory aux = abi.encode(uint256(3), keccak256("round 3"));
        return Ticket(address(0xA1), vm.addr(KEY), faceValue, winProb, nonce, keccak256(abi.encode(rand)), aux);
    }

    function writeTickets() private {
        good("plain", ticketOf(1 ether, MOST / 3, 1, 7), KEY, 7);
        good("another nonce", ticketOf(1 ether, MOST / 3, 2, 7), KEY, 7);
        good("another rand", ticketOf(1 ether, MOST / 3, 1, 8), KEY, 8);
        good("no value", ticketOf(0, MOST, 1, 7), KEY, 7);
        good("all value", ticketOf(MOST, MOST, 1, 7), KEY, 7);
        good("never wins", ticketOf(1 ether, 0, 1, 7), KEY, 7);
        good("wins at a draw of 0 only", ticketOf(1 ether, 1, 1, 7), KEY, 7);
        good("wins always", ticketOf(1 ether, MOST, 1, 7), KEY, 7);
        good("a half", ticketOf(1 ether, 1 << 255, 600, 7), KEY, 7);
        good("a thousandth", ticketOf(1e12, MOST / 1000, 600, 7), KEY, 7);
        good("nonce 0", ticketOf(1 ether, MOST, 0, 0), KEY, 0);
        good("greatest nonce and rand", ticketOf(1 ether, MOST / 2, MOST, MOST), KEY, MOST);
        Ticket memory ticket = ticketOf(1 ether, MOST, 1, 7);
        ticket.auxData = "";
        good("no auxData", ticket, KEY, 7);
        ticket = ticketOf(1 ether, MOST, 1, 7);
        ticket.sender = vm.addr(1);
        good("the smallest key", ticket, 1, 7);
        ticket.sender = vm.addr(N - 1);
        good("the greatest key", ticket, N - 1, 7);
        ticket = ticketOf(1 ether, MOST, 1, 7);
        ticket.recipient = ticket.sender;
        good("to itself", ticket, KEY, 7);
    }

    function writeSignatures() private {
        Ticket memory ticket = ticketOf(1 ether, MOST, 1, 7);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digestOf(ticket));
        bytes32 high = bytes32(N - uint256(s));
        row("high s", ticket, abi.encodePacked(r, high, v == 27 ? 28 : 27), 7);
        row("v 0 or 1", ticket, abi.encodePacked(r, s, v - 27), 7);
        row("the other v", ticket, abi.encodePacked(r, s, v == 27 ? 28 : 27), 7);
        row("v 29", ticket, abi.encodePacked(r, s, uint8(29)), 7);
        row("64 bytes", ticket, abi.encodePacked(r, bytes32(uint256(s) | uint256(v - 27) << 255)), 7);
        row("66 bytes", ticket, abi.encodePacked(r, s, v, v), 7);
        row("no bytes", ticket, "", 7);
        row("zeros", ticket, abi.encodePacked(bytes32(0), bytes32(0), uint8(27)), 7);
        row("r above the curve's order", ticket, abi.encodePacked(bytes32(N), s, v), 7);
        row("another signer", ticket, sign(ticket, KEY + 1), 7);
        bytes memory signature = sign(ticket, KEY);
        ticket.faceValue++;
        row("changed after it was signed", ticket, signature, 7);
        (v, r, s) = vm.sign(KEY, this.hash(ticket));
        row("without the prefix", ticket, abi.encodePacked(r, s, v), 7);
    }

    function writeDraws() private {
        bytes memory signature = sign(ticketOf(1 ether, MOST, 1, 7), KEY);
        uint256 drawn = uint256(keccak256(abi.encodePacked(signature, uint256(7))));
        draw(signature, 7, 0);
        draw(signature, 7, drawn - 1);
        draw(signature, 7, drawn);
        draw(signature, 7, drawn + 1);
        draw(signature, 7, MOST);
    }

    function good(string memory about, Ticket memory ticket, uint256 key, uint256 rand) private {
        bytes memory signature = sign(ticket, key);
        isTrue(this.isSigned(ticket, signature), about);
        row(about, ticket, signature, rand, key);
    }

    function row(string memory about, Ticket memory ticket, bytes memory signature, uint256 rand) private {
        isTrue(!this.isSigned(ticket, signature), about);
        row(about, ticket, signature, rand, KEY);
    }

    function row(string memory about, Ticket memory ticket, bytes memory signature, uint256 rand, uint256 key)
        private
    {
        string memory entry = string.concat(member("about", about), '"ticket": { ', fields(ticket), " }, ");
        entry = string.concat(entry, member("hash", vm.toString(this.hash(ticket))), member("key", hex_(key)));
        entry = string.concat(entry, member("signature", vm.toString(signature)), member("recipientRand", hex_(rand)));
        entry = string.concat(entry, '"signed": ', truth(this.isSigned(ticket, signature)));
        entry = string.concat(entry, ', "wins": ', truth(this.wins(signature, rand, ticket.winProb)));
        rows = string.concat(rows, bytes(rows).length == 0 ? "" : ",", "\n    { ", entry, " }");
    }

    function fields(Ticket memory t) private pure returns (string memory text) {
        text = string.concat(member("recipient", vm.toString(t.recipient)), member("sender", vm.toString(t.sender)));
        text = string.concat(text, member("faceValue", hex_(t.faceValue)), member("winProb", hex_(t.winProb)));
        text = string.concat(text, member("senderNonce", hex_(t.senderNonce)));
        text = string.concat(text, member("recipientRandHash", vm.toString(t.recipientRandHash)));
        return string.concat(text, '"auxData": "', vm.toString(t.auxData), '"');
    }

    function draw(bytes memory signature, uint256 rand, uint256 winProb) private {
        string memory entry = string.concat(
            member("signature", vm.toString(signature)),
            member("recipientRand", hex_(rand)),
            member("winProb", hex_(winProb)),
            '"wins": ',
            truth(this.wins(signature, rand, winProb))
        );
        draws = string.concat(draws, bytes(draws).length == 0 ? "" : ",", "\n    { ", entry, " }");
    }

    function sign(Ticket memory ticket, uint256 key) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digestOf(ticket));
        return abi.encodePacked(r, s, v);
    }

    function digestOf(Ticket memory ticket) private view returns (bytes32) {
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", this.hash(ticket)));
    }

    /// The three that follow are called with `this.`, as the library reads calldata.
    function hash(Ticket calldata ticket) external pure returns (bytes32) {
        return Tickets.hash(ticket);
    }

    function isSigned(Ticket calldata ticket, bytes calldata signature) external pure returns (bool) {
        return Tickets.isSigned(Tickets.hash(ticket), signature, ticket.sender);
    }

    function wins(bytes calldata signature, uint256 rand, uint256 winProb) external pure returns (bool) {
        return Tickets.wins(signature, rand, winProb);
    }

    function member(string memory name, string memory value) private pure returns (string memory) {
        return string.concat('"', name, '": "', value, '", ');
    }

    function hex_(uint256 value) private pure returns (string memory) {
        return vm.toString(bytes32(value));
    }

    function truth(bool value) private pure returns (string memory) {
        return value ? "true" : "false";
    }
}
