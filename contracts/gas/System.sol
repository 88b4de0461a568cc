// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Broker} from "../test/Broker.sol";
import {Ticket} from "../tickets/Tickets.sol";

/// @notice Gas of whole transactions, calldata and the 21,000 of each included, on the whole system. The figures are
/// kept beside this and checked. `npm run bench -- gas` sets them beside those of others.
/// forge-config: default.isolate = true
contract SystemGasTest is Broker {
    address private constant p = address(0xA2);
    address private constant q = address(0xA3);
    address private constant d = address(0xD1);

    function setUp() public override {
        super.setUp();
        orchestrator(p, 20 ether, 100_000, 500_000);
        orchestrator(q, 5 ether, 100_000, 500_000);
        bond(d, 3 ether, p);
        nextRound();
        reward(o);
        reward(p);
        reward(q);
        nextRound();
        reward(p);
    }

    function snap(string memory name) private {
        vm.snapshotGasLastCall("system", name);
    }

    function to(uint256 faceValue, uint256 nonce) private view returns (Ticket memory ticket) {
        ticket = ticketOf(faceValue, nonce);
        ticket.recipient = p;
    }

    function batchOf(uint256 size) private {
        Ticket[] memory batch = new Ticket[](size);
        bytes[] memory signatures = new bytes[](size);
        uint256[] memory rands = new uint256[](size);
        for (uint256 i = 0; i < size; ++i) {
            batch[i] = to(0.1 ether, 1000 * size + i);
            signatures[i] = signed(batch[i]);
            rands[i] = RAND;
        }
        tickets.batchRedeemWinningTickets(batch, signatures, rands);
    }

    function test_funding() public {
        vm.deal(sender, 10 ether);
        vm.prank(sender);
        tickets.fundDepositAndReserve{value: 2 ether}(1 ether, 1 ether);
        snap("fundDepositAndReserve, first");
        vm.prank(sender);
        tickets.fundDepositAndReserve{value: 2 ether}(1 ether, 1 ether);
        snap("fundDepositAndReserve, again");
    }

    function test_sessions() public {
        address wallet = address(0x3A11E7);
        uint48 last = uint48(round() + 10);
        vm.deal(wallet, 10 ether);
        vm.prank(wallet);
        tickets.openSession{value: 2 ether}(sender, last, 1 ether, 1 ether);
        snap("openSession");
        vm.prank(wallet);
        tickets.fundDepositAndReserveFor{value: 2 ether}(sender, 1 ether, 1 ether);
        snap("fund a session again");
        redeem(to(0.1 ether, 1));
        snap("redeem, first");
        redeem(to(0.1 ether, 2));
        snap("redeem, steady, of a session");
        vm.prank(wallet);
        tickets.revokeSession(sender);
        snap("revokeSession");
        nextRound();
        nextRound();
        vm.prank(wallet);
        tickets.withdrawSession(sender);
        snap("withdrawSession");
    }

    function test_redemptions() public {
        fund(sender, 1 ether, 9 ether);
        redeem(to(0.1 ether, 1));
        redeem(to(0.1 ether, 2));
        snap("redeem, steady");
        redeem(to(1 ether, 3));
        snap("redeem, deposit and reserve");
        redeem(to(1 ether, 4));
        snap("redeem, reserve only");
    }

    function test_batches() public {
        fund(sender, 10 ether, 1 ether);
        redeem(to(0.1 ether, 1));
        batchOf(1);
        snap("batch of 1");
        batchOf(2);
        snap("batch of 2");
        batchOf(5);
        snap("batch of 5");
        batchOf(10);
        snap("batch of 10");
        batchOf(20);
        snap("batch of 20");
    }

    function test_staking() public {
        give(address(0xD2), 10 ether);
        vm.prank(address(0xD2));
        bonding.bond(1 ether, p);
        snap("bond, first");
        vm.prank(address(0xD2));
        bonding.bond(1 ether, p);
        snap("bond, again");
        vm.roll(block.number + ROUND);
        rounds.initializeRound();
        snap("initializeRound");
        vm.prank(p);
        bonding.reward();
        snap("reward");
        vm.prank(address(0xD2));
        bonding.unbond(1 ether);
        snap("unbond");
    }

    function test_claims() public {
        fund(sender, 100 ether, 0);
        claimAfter(1);
        claimAfter(1);
        snap("claim, 1 round");
        claimAfter(100);
        snap("claim, 100 rounds");
    }

    function claimAfter(uint256 count) private {
        for (uint256 i = 0; i < count; ++i) {
            nextRound();
            reward(p);
            redeem(to(0.1 ether, i));
        }
        vm.prank(d);
        bonding.claimEarnings(0);
    }
}
