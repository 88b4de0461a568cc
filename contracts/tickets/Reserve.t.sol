// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Broker} from "../test/Broker.sol";
import {Accounts} from "./Accounts.sol";
import {TicketBroker} from "./TicketBroker.sol";
import {Ticket} from "./Tickets.sol";

contract ReserveTest is Broker {
    address private constant p = address(0xA2);
    address private constant q = address(0xA3);

    function setUp() public override {
        super.setUp();
        orchestrator(p, 9 ether, 0, 0);
        orchestrator(q, 8 ether, 0, 0);
        nextRound();
    }

    function to(address recipient, uint256 faceValue, uint256 nonce) private view returns (Ticket memory ticket) {
        ticket = ticketOf(faceValue, nonce);
        ticket.recipient = recipient;
    }

    function unbond(address account, uint256 amount) private {
        vm.prank(account);
        bonding.unbond(amount);
    }

    function test_eachActiveOrchestratorHasAnEqualShare() public {
        fund(sender, 0, 10 ether);
        uint256 share = uint256(10 ether) / 3;
        eq(tickets.claimableReserve(sender, o), share, "rounded down");
        refuse(ticketOf(share + 1, 1), TicketBroker.InsufficientFunds.selector);
        redeem(ticketOf(share, 1));
        eq(tickets.claimableReserve(sender, o), 0, "all of o's");
        eq(tickets.claimedReserve(sender, o), share, "claimed");
        eq(tickets.claimableReserve(sender, p), share, "p's is as before");
        redeem(to(p, share - 1, 2));
        redeem(to(p, 1, 3));
        redeem(to(q, share, 4));
        eq(reserveOf(sender), 1, "a wei of rounding stays with the sender");
        eq(tickets.getReserveInfo(sender).claimedInCurrentRound, 3 * share, "claimed by all");
        eq(feesOf(o) + feesOf(p) + feesOf(q), 3 * share, "fees");
    }

    function test_aNewRoundSharesWhatIsLeft() public {
        fund(sender, 0, 9 ether);
        redeem(ticketOf(3 ether, 1));
        nextRound();
        eq(tickets.claimedReserve(sender, o), 0, "begins anew");
        eq(tickets.getReserveInfo(sender).claimedInCurrentRound, 0, "for all");
        eq(tickets.claimableReserve(sender, o), 2 ether, "a third of 6");
        redeem(ticketOf(2 ether, 2));
        eq(reserveOf(sender), 4 ether, "left");
    }

    function test_whatIsAddedIsSharedToo() public {
        fund(sender, 0, 9 ether);
        redeem(ticketOf(3 ether, 1));
        fund(sender, 0, 3 ether);
        eq(tickets.claimableReserve(sender, o), 1 ether, "a third of it");
        eq(tickets.claimableReserve(sender, p), 4 ether, "and of all");
    }

    function test_nothingForWhoIsNotActive() public {
        fund(sender, 0, 9 ether);
        eq(tickets.claimableReserve(sender, stranger), 0, "stranger");
        refuse(to(stranger, 1, 1), TicketBroker.InsufficientFunds.selector);
        unbond(q, 8 ether);
        nextRound();
        eq(tickets.claimableReserve(sender, q), 0, "no more");
        eq(tickets.claimableReserve(sender, o), 4.5 ether, "so the others' shares are larger");
    }

    /// Who leaves within a round is active until it ends, and keeps its share.
    function test_whoLeavesDoesNotChangeSharesOfTheRound() public {
        fund(sender, 0, 9 ether);
        unbond(o, 10 ether);
        unbond(q, 8 ether);
        eq(bonding.getTranscoderPoolSize(), 1, "p is alone in the pool");
        eq(tickets.claimableReserve(sender, p), 3 ether, "one of three");
        refuse(to(p, 4 ether, 1), TicketBroker.InsufficientFunds.selector);
        redeem(to(p, 3 ether, 2));
        redeem(ticketOf(3 ether, 3));
        redeem(to(q, 3 ether, 4));
        eq(reserveOf(sender), 0, "all is claimed");
    }

    /// A pool with room takes anyone, with a wei: a sender that owes could make its creditors' shares worthless.
    function test_whoJoinsDoesNotChangeSharesOfTheRound() public {
        bonding.setNumActiveTranscoders(POOL + 100);
        fund(sender, 0, 9 ether);
        for (uint160 i = 1; i <= 100; ++i) {
            orchestrator(address(0xBAD000 + i), 1, 0, 0);
        }
        eq(bonding.getTranscoderPoolSize(), 103, "the pool");
        eq(bonding.activeSetSize(), 3, "the active set");
        redeem(ticketOf(3 ether, 1));
        nextRound();
        eq(bonding.activeSetSize(), 103, "from the next round on");
        eq(tickets.claimableReserve(sender, p), uint256(6 ether) / 103, "all share");
    }

    function test_theActiveOfAnEmptyPoolHaveTheirShare() public {
        fund(sender, 0, 9 ether);
        unbond(o, 10 ether);
        unbond(p, 9 ether);
        unbond(q, 8 ether);
        isTrue(bonding.isActiveTranscoder(o), "until the round ends");
        eq(tickets.claimableReserve(sender, o), 3 ether, "a third");
        redeem(ticketOf(3 ether, 1));
        nextRound();
        eq(bonding.activeSetSize(), 0, "nobody is left");
        eq(tickets.claimableReserve(sender, o), 0, "nothing");
    }

    /// Without an unlock period, a sender can put back less than was claimed in the round.
    function test_aShareIsNeverMoreThanIsLeft() public {
        tickets.setUnlockPeriod(0);
        fund(sender, 0, 9 ether);
        redeem(ticketOf(3 ether, 1));
        redeem(to(q, 3 ether, 2));
        vm.startPrank(sender);
        tickets.unlock();
        tickets.withdraw();
        vm.stopPrank();
        fund(sender, 0, 1 ether);
        eq(tickets.claimableReserve(sender, o), 0, "used up");
        eq(tickets.claimableReserve(sender, p), 1 ether, "what is left");
    }

    function test_claimsOutliveAWithdrawal() public {
        fund(sender, 0, 9 ether);
        vm.prank(sender);
        tickets.unlock();
        nextRound();
        nextRound();
        vm.prank(sender);
        tickets.withdraw();
        fund(sender, 0, 9 ether);
        redeem(ticketOf(3 ether, 1));
        eq(tickets.claimableReserve(sender, o), 0, "used up");
        vm.prank(sender);
        tickets.unlock();
        eq(tickets.claimedReserve(sender, o), 3 ether, "still");
        Accounts.ReserveInfo memory info = tickets.getReserveInfo(sender);
        eq(info.fundsRemaining, 6 ether, "left");
        eq(info.claimedInCurrentRound, 3 ether, "claimed");
    }

    function testFuzz_claimsOfAllAreNoMoreThanTheReserve(uint96 reserve, uint256 seed) public {
        fund(sender, 0, reserve);
        address[3] memory all = [o, p, q];
        uint256 claimed;
        for (uint256 i = 0; i < 5; ++i) {
            address claimant = all[uint256(keccak256(abi.encode(seed, i))) % 3];
            uint256 most = tickets.claimableReserve(sender, claimant);
            if (most == 0) continue;
            uint256 amount = within(uint256(keccak256(abi.encode(i, seed))), 1, most);
            redeem(to(claimant, amount, i));
            claimed += amount;
            atMost(tickets.claimedReserve(sender, claimant), reserve / 3, "no more than a share");
        }
        eq(reserveOf(sender) + claimed, reserve, "what was claimed is gone");
        eq(address(minter).balance, reserve, "the Minter holds all");
    }
}
