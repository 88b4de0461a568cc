// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../Manager.sol";
import {Broker} from "../test/Broker.sol";
import {TicketBroker} from "./TicketBroker.sol";
import {Ticket} from "./Tickets.sol";

contract BatchTest is Broker {
    address private constant p = address(0xA2);
    Ticket[] private batch;
    bytes[] private signatures;
    uint256[] private rands;

    function setUp() public override {
        super.setUp();
        orchestrator(p, 10 ether, 0, 0);
        nextRound();
        fund(sender, 100 ether, 30 ether);
    }

    function add(Ticket memory ticket) private {
        add(ticket, signed(ticket), RAND);
    }

    function add(Ticket memory ticket, bytes memory signature, uint256 rand) private {
        batch.push(ticket);
        signatures.push(signature);
        rands.push(rand);
    }

    function redeemAll() private {
        tickets.batchRedeemWinningTickets(batch, signatures, rands);
    }

    function to(address recipient, uint256 faceValue, uint256 nonce) private view returns (Ticket memory ticket) {
        ticket = ticketOf(faceValue, nonce);
        ticket.recipient = recipient;
    }

    function test_allArePaid() public {
        add(to(o, 1 ether, 1));
        add(to(o, 2 ether, 2));
        add(to(p, 3 ether, 3));
        add(to(o, 4 ether, 4));
        for (uint256 i = 0; i < 4; ++i) {
            Ticket memory t = batch[i];
            vm.expectEmit(address(tickets));
            emit TicketBroker.WinningTicketTransfer(sender, t.recipient, t.faceValue);
            vm.expectEmit(address(tickets));
            emit TicketBroker.WinningTicketRedeemed(
                sender, t.recipient, t.faceValue, SURE, t.senderNonce, RAND, t.auxData
            );
        }
        redeemAll();
        eq(feesOf(o), 7 ether, "fees of the one");
        eq(feesOf(p), 3 ether, "fees of the other");
        eq(depositOf(sender), 90 ether, "deposit");
    }

    function test_anEmptyBatchPaysNothing() public {
        vm.recordLogs();
        redeemAll();
        eq(vm.getRecordedLogs().length, 0, "nothing");
    }

    function test_eachKindOfFailureIsSkipped() public {
        Ticket memory used = ticketOf(1 ether, 1);
        redeem(used);
        bytes memory old = abi.encode(round() - 2, rounds.blockHashForRound(round() - 2));
        address session = vm.addr(5);
        open(stranger, session, round(), 9 ether, 0);
        address unlocked = vm.addr(6);
        fund(unlocked, 9 ether, 0);
        vm.prank(unlocked);
        tickets.unlock();
        nextRound();
        nextRound();

        Ticket memory t = to(address(0), 1 ether, 10);
        add(t);
        t = ticketOf(1 ether, 11);
        t.sender = address(0);
        add(t);
        t = ticketOf(1 ether, 12);
        t.auxData = "";
        add(t);
        t = ticketOf(1 ether, 13);
        t.auxData = abi.encode(round() + 1, bytes32(0));
        add(t);
        t = ticketOf(1 ether, 14);
        t.auxData = abi.encode(round(), bytes32(uint256(1)));
        add(t);
        t = ticketOf(1 ether, 15);
        t.auxData = old;
        add(t);
        t = ticketOf(1 ether, 16);
        t.sender = session;
        add(t, signed(t, 5), RAND);
        t = ticketOf(1 ether, 17);
        add(t, signed(t), RAND + 1);
        t = ticketOf(1 ether, 18);
        redeem(t);
        add(t);
        t = ticketOf(1 ether, 19);
        add(t, "", RAND);
        add(t, signed(t, 5), RAND);
        t = ticketOf(1 ether, 20);
        t.winProb = 0;
        add(t);
        t = ticketOf(1 ether, 21);
        t.sender = unlocked;
        add(t, signed(t, 6), RAND);
        t = ticketOf(1 ether, 22);
        t.sender = vm.addr(7);
        add(t, signed(t, 7), RAND);
        add(ticketOf(1000 ether, 23));
        add(to(stranger, 1 ether, 24));

        uint256 failing = batch.length;
        for (uint256 i = 0; i < failing; ++i) {
            vm.expectRevert();
            tickets.redeemWinningTicket(batch[i], signatures[i], rands[i]);
        }
        add(ticketOf(1 ether, 30));
        uint256 before = feesOf(o);
        vm.recordLogs();
        redeemAll();
        eq(feesOf(o) - before, 1 ether, "the last alone is paid");
        eq(vm.getRecordedLogs().length, 2, "and told of");
    }

    function test_aTicketTwiceInABatchPaysOnce() public {
        Ticket memory ticket = ticketOf(1 ether, 1);
        add(ticket);
        add(ticket);
        add(to(p, 1 ether, 2));
        add(ticket);
        redeemAll();
        eq(feesOf(o), 1 ether, "once");
        redeemAll();
        eq(feesOf(o), 1 ether, "nor again");
        eq(feesOf(p), 1 ether, "the other");
    }

    function test_ticketsOfSeveralCreationRounds() public {
        Ticket memory older = ticketOf(1 ether, 1);
        nextRound();
        Ticket memory wrong = ticketOf(1 ether, 2);
        wrong.auxData = abi.encode(round() - 1, rounds.blockHashForRound(round()));
        add(older);
        add(ticketOf(1 ether, 3));
        add(wrong);
        add(ticketOf(1 ether, 4));
        redeemAll();
        eq(feesOf(o), 3 ether, "each is checked against its own round");
    }

    function test_fundsThatRunOutPayTheFirst() public {
        add(ticketOf(90 ether, 1));
        add(ticketOf(24 ether, 2));
        add(ticketOf(2 ether, 3));
        add(ticketOf(1 ether, 4));
        redeemAll();
        // Two are active: half of the reserve, 15, is o's. 90 and 24 take the deposit and 14 of it.
        eq(feesOf(o), 115 ether, "one more fits into the share");
        eq(reserveOf(sender), 15 ether, "the other half stays");
        isTrue(!isUsed(batch[2]), "what did not fit stays good");
    }

    function test_anInactiveRecipientHarmsNobody() public {
        orchestrator(address(0xA3), 1 ether, 0, 0);
        isTrue(bonding.isRegisteredTranscoder(address(0xA3)), "registered, active from the next round on");
        add(to(address(0xA3), 1 ether, 1));
        add(ticketOf(1 ether, 2));
        redeemAll();
        eq(feesOf(o), 1 ether, "paid");
        isTrue(!isUsed(batch[0]), "the other stays good");
        nextRound();
        redeemAll();
        eq(feesOf(address(0xA3)), 1 ether, "and is paid when active");
    }

    function test_whoLeavesIsPaidUntilTheRoundEnds() public {
        vm.prank(p);
        bonding.unbond(10 ether);
        isTrue(bonding.isActiveTranscoder(p), "active until the round ends");
        add(to(p, 1 ether, 1));
        add(ticketOf(1 ether, 2));
        redeemAll();
        eq(feesOf(o), 1 ether, "paid");
        isTrue(isUsed(batch[0]), "and the other");
        nextRound();
        add(to(p, 1 ether, 3));
        redeemAll();
        isTrue(!isUsed(batch[2]), "not afterwards");
    }

    function test_badCalls() public {
        add(ticketOf(1 ether, 1));
        bytes[] memory none = new bytes[](0);
        vm.expectRevert(TicketBroker.LengthMismatch.selector);
        tickets.batchRedeemWinningTickets(batch, none, rands);
        vm.expectRevert(TicketBroker.LengthMismatch.selector);
        tickets.batchRedeemWinningTickets(batch, signatures, new uint256[](0));
        vm.roll(block.number + ROUND);
        vm.expectRevert(Manager.RoundNotInitialized.selector);
        tickets.batchRedeemWinningTickets(batch, none, rands);
        controller.pause();
        vm.expectRevert(Manager.SystemPaused.selector);
        tickets.batchRedeemWinningTickets(batch, none, rands);
    }
}
