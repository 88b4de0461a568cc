// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../Manager.sol";
import {Rewards} from "../staking/Rewards.sol";
import {Broker} from "../test/Broker.sol";
import {Accounts} from "./Accounts.sol";
import {TicketBroker} from "./TicketBroker.sol";
import {Ticket} from "./Tickets.sol";

contract TicketBrokerTest is Broker {
    function test_payFromTheDeposit() public {
        fund(sender, 3 ether, 0);
        Ticket memory ticket = ticketOf(1 ether, 7);
        bytes memory signature = signed(ticket);
        vm.expectEmit(address(tickets));
        emit TicketBroker.WinningTicketTransfer(sender, o, 1 ether);
        vm.expectEmit(address(tickets));
        emit TicketBroker.WinningTicketRedeemed(sender, o, 1 ether, SURE, 7, RAND, ticket.auxData);
        vm.prank(stranger);
        tickets.redeemWinningTicket(ticket, signature, RAND);
        eq(depositOf(sender), 2 ether, "deposit");
        eq(feesOf(o), 1 ether, "fees");
        isTrue(isUsed(ticket), "used");
        eq(address(minter).balance, 3 ether, "the Minter holds all");
    }

    function test_payFromTheDepositThenTheReserve() public {
        fund(sender, 1 ether, 6 ether);
        Ticket memory ticket = ticketOf(3 ether, 1);
        bytes memory signature = signed(ticket);
        vm.expectEmit(address(tickets));
        emit Accounts.ReserveClaimed(sender, o, 2 ether);
        vm.expectEmit(address(tickets));
        emit TicketBroker.WinningTicketTransfer(sender, o, 3 ether);
        vm.expectEmit(address(tickets));
        emit TicketBroker.WinningTicketRedeemed(sender, o, 3 ether, SURE, 1, RAND, ticket.auxData);
        tickets.redeemWinningTicket(ticket, signature, RAND);
        eq(depositOf(sender), 0, "deposit");
        eq(reserveOf(sender), 4 ether, "reserve");
        eq(feesOf(o), 3 ether, "fees");
    }

    /// Everything is wrong at first; each step puts right what was told last.
    function test_theChecksComeInLivepeersOrder() public {
        fund(sender, 1 ether, 0);
        nextRound();
        bytes memory old = aux();
        vm.prank(sender);
        tickets.unlock();
        nextRound();
        Ticket memory t = Ticket(address(0), address(0), 2 ether, 0, 1, 0, "");
        bytes memory signature = "";
        address late = address(0xA2);

        vm.roll(block.number + ROUND);
        controller.pause();
        refuse(t, signature, Manager.SystemPaused.selector);
        controller.unpause();
        refuse(t, signature, Manager.RoundNotInitialized.selector);
        rounds.initializeRound();
        orchestrator(late, 1 ether, 0, 0);
        refuse(t, signature, TicketBroker.RecipientNull.selector);
        t.recipient = late;
        refuse(t, signature, TicketBroker.SenderNull.selector);
        t.sender = sender;
        refuse(t, signature, TicketBroker.InvalidAuxDataLength.selector);
        t.auxData = abi.encode(round() + 1, bytes32(0));
        refuse(t, signature, TicketBroker.NoBlockHashForCreationRound.selector);
        t.auxData = abi.encode(round() - 2, bytes32(uint256(1)));
        refuse(t, signature, TicketBroker.CreationRoundBlockHashMismatch.selector);
        t.auxData = old;
        refuse(t, signature, TicketBroker.TicketExpired.selector);
        t.auxData = aux();
        refuse(t, signature, TicketBroker.RecipientRandMismatch.selector);
        t.recipientRandHash = keccak256(abi.encode(RAND));
        refuse(t, signature, TicketBroker.InvalidSignatureLength.selector);
        refuse(t, signed(t, 0xB0B), TicketBroker.InvalidSignature.selector);
        refuse(t, TicketBroker.TicketDidNotWin.selector);
        t.winProb = SURE;
        refuse(t, TicketBroker.SenderUnlocked.selector);
        vm.prank(sender);
        tickets.withdraw();
        fund(sender, 0, 0);
        refuse(t, Accounts.NoFunds.selector);
        fund(sender, 1 ether, 0);
        refuse(t, TicketBroker.InsufficientFunds.selector);
        fund(sender, 1 ether, 0);
        refuse(t, Rewards.NotActive.selector);
        t.recipient = o;
        redeem(t);
        eq(feesOf(o), 2 ether, "paid in the end");
    }

    function test_aTicketPaysOnce() public {
        fund(sender, 3 ether, 0);
        Ticket memory ticket = ticketOf(1 ether, 1);
        redeem(ticket);
        refuse(ticket, TicketBroker.TicketUsed.selector);
        refuse(ticket, "", TicketBroker.TicketUsed.selector);
        eq(depositOf(sender), 2 ether, "deposit");
    }

    function test_everyFieldMakesAnotherTicket() public {
        fund(sender, 8 ether, 0);
        redeem(ticketOf(1 ether, 1));
        redeem(ticketOf(1 ether, 2));
        redeem(ticketOf(1 ether - 1, 1));
        Ticket memory ticket = ticketOf(1 ether, 1);
        ticket.winProb = SURE - 1;
        redeem(ticket);
        eq(feesOf(o), 4 ether - 1, "fees");
    }

    function test_auxDataOfAnotherLength() public {
        fund(sender, 1 ether, 0);
        Ticket memory ticket = ticketOf(1 ether, 1);
        ticket.auxData = abi.encodePacked(aux(), bytes1(0));
        refuse(ticket, TicketBroker.InvalidAuxDataLength.selector);
        ticket.auxData = abi.encodePacked(round(), bytes31(rounds.blockHashForRound(round())));
        refuse(ticket, TicketBroker.InvalidAuxDataLength.selector);
    }

    function test_goodInTheRoundsOfItsValidity() public {
        fund(sender, 2 ether, 0);
        (Ticket memory first, Ticket memory second) = (ticketOf(1 ether, 1), ticketOf(1 ether, 2));
        nextRound();
        redeem(first);
        nextRound();
        refuse(second, TicketBroker.TicketExpired.selector);
        tickets.setTicketValidityPeriod(VALIDITY + 1);
        redeem(second);
    }

    function test_goodUntilTheSenderIsUnlocked() public {
        fund(sender, 2 ether, 0);
        vm.prank(sender);
        tickets.unlock();
        nextRound();
        (Ticket memory first, Ticket memory second) = (ticketOf(1 ether, 1), ticketOf(1 ether, 2));
        redeem(first);
        nextRound();
        refuse(second, TicketBroker.SenderUnlocked.selector);
        vm.prank(sender);
        tickets.cancelUnlock();
        redeem(second);
    }

    function test_nothingIsPaidForNothing() public {
        fund(sender, 1 ether, 0);
        Ticket memory ticket = ticketOf(0, 1);
        bytes memory signature = signed(ticket);
        vm.recordLogs();
        tickets.redeemWinningTicket(ticket, signature, RAND);
        eq(vm.getRecordedLogs().length, 1, "no transfer");
        isTrue(isUsed(ticket), "used");
        redeem(ticketOf(1 ether, 2));
        refuse(ticketOf(0, 3), Accounts.NoFunds.selector);
    }

    function test_whatTheFundsDoNotCoverStaysGood() public {
        fund(sender, 1 ether, 0);
        Ticket memory ticket = ticketOf(2 ether, 1);
        refuse(ticket, TicketBroker.InsufficientFunds.selector);
        isTrue(!isUsed(ticket), "not used");
        eq(depositOf(sender), 1 ether, "nothing taken");
        fund(sender, 1 ether, 0);
        redeem(ticket);
        eq(feesOf(o), 2 ether, "paid whole");
    }

    function test_anInactiveRecipientKeepsItsTicket() public {
        fund(sender, 1 ether, 0);
        address p = address(0xA2);
        orchestrator(p, 1 ether, 0, 0);
        Ticket memory ticket = ticketOf(1 ether, 1);
        ticket.recipient = p;
        refuse(ticket, Rewards.NotActive.selector);
        isTrue(!isUsed(ticket), "not used");
        nextRound();
        redeem(ticket);
        eq(feesOf(p), 1 ether, "paid when active");
    }

    function test_theHashIsOfThePackedFields() public view {
        Ticket memory t = ticketOf(5, 6);
        bytes memory packed = abi.encodePacked(
            t.recipient, t.sender, t.faceValue, t.winProb, t.senderNonce, t.recipientRandHash, t.auxData
        );
        eq(packed.length, 232, "length");
        eq(tickets.getTicketHash(t), keccak256(packed), "hash");
    }

    function testFuzz_theDepositFallsByWhatTheFeesGrow(uint96 deposit, uint96 faceValue) public {
        deposit = uint96(within(deposit, 1, type(uint96).max));
        faceValue = uint96(within(faceValue, 0, deposit));
        fund(sender, deposit, 0);
        redeem(ticketOf(faceValue, 1));
        eq(depositOf(sender), deposit - faceValue, "deposit");
        atMost(feesOf(o), faceValue, "no more than the face value");
        atMost(faceValue, feesOf(o) + 1, "nor less by more than one wei");
    }
}
