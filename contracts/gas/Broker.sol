// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Broker} from "../test/Broker.sol";
import {TicketBroker} from "../tickets/TicketBroker.sol";
import {Ticket} from "../tickets/Tickets.sol";

/// @notice Gas of the ticket broker alone: whole transactions, in which the other contracts do nothing.
/// forge-config: default.isolate = true
contract BrokerGasTest is Broker {
    function setUp() public override {
        super.setUp();
        Nothing nothing = new Nothing();
        tickets = new TicketBroker(address(nothing));
        tickets.setTicketValidityPeriod(VALIDITY);
        fund(sender, 10 ether, 1 ether);
        redeem(madeOf(1));
    }

    function madeOf(uint256 nonce) private view returns (Ticket memory ticket) {
        ticket = ticketOf(0.1 ether, nonce);
        ticket.auxData = abi.encode(uint256(1), bytes32(uint256(SURE)));
    }

    function batchOf(uint256 size) private {
        Ticket[] memory batch = new Ticket[](size);
        bytes[] memory signatures = new bytes[](size);
        uint256[] memory rands = new uint256[](size);
        for (uint256 i = 0; i < size; ++i) {
            batch[i] = madeOf(1000 * size + i);
            signatures[i] = signed(batch[i]);
            rands[i] = RAND;
        }
        tickets.batchRedeemWinningTickets(batch, signatures, rands);
    }

    function test_funding() public {
        vm.deal(stranger, 10 ether);
        vm.prank(stranger);
        tickets.fundDepositAndReserve{value: 2 ether}(1 ether, 1 ether);
        vm.snapshotGasLastCall("broker", "fundDepositAndReserve, first");
        vm.prank(stranger);
        tickets.fundDepositAndReserve{value: 2 ether}(1 ether, 1 ether);
        vm.snapshotGasLastCall("broker", "fundDepositAndReserve, again");
    }

    function test_redemptions() public {
        redeem(madeOf(2));
        vm.snapshotGasLastCall("broker", "redeem, steady");
        batchOf(1);
        vm.snapshotGasLastCall("broker", "batch of 1");
        batchOf(2);
        vm.snapshotGasLastCall("broker", "batch of 2");
        batchOf(5);
        vm.snapshotGasLastCall("broker", "batch of 5");
        batchOf(10);
        vm.snapshotGasLastCall("broker", "batch of 10");
        batchOf(20);
        vm.snapshotGasLastCall("broker", "batch of 20");
    }
}

/// @notice Stands for every other contract, at the least cost: all is registered here, running and active.
contract Nothing {
    address public immutable owner = msg.sender;

    function paused() external pure returns (bool) {
        return false;
    }

    function getContract(bytes32) external view returns (address) {
        return address(this);
    }

    function currentRound() external pure returns (uint256) {
        return 1;
    }

    function currentRoundInitialized() external pure returns (bool) {
        return true;
    }

    function blockHashForRound(uint256) external pure returns (bytes32) {
        return bytes32(type(uint256).max);
    }

    function isActiveTranscoder(address) external pure returns (bool) {
        return true;
    }

    function updateTranscoderWithFees(address, uint256, uint256) external {}

    function depositETH() external payable returns (bool) {
        return true;
    }
}
