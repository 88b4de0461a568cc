// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../../Manager.sol";
import {Ticket} from "../../tickets/Tickets.sol";
import {Checks} from "./Checks.sol";

/// @notice All actions together, begun with some stake and some funds.
contract Everybody is Checks {
    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < CANDIDATES - 1; i++) {
            orchestrator(candidates[i], (i + 1) * 1e24, i * 100_000, i * 300_000);
        }
        for (uint256 i = CANDIDATES; i < PEOPLE; i++) {
            bond(people[i], 3e24, candidates[i % CANDIDATES]);
        }
        _beginRound(0);
    }

    /// @notice While the system is paused nothing moves; then it goes on.
    function pause(uint256 seed) external {
        controller.pause();
        bytes[] memory calls = _guarded(seed);
        for (uint256 i = 0; i < calls.length; i++) {
            address to = i == 0 ? address(rounds) : i < 8 ? address(bonding) : address(tickets);
            vm.prank(people[seed % PEOPLE]);
            (bool success, bytes memory why) = to.call(calls[i]);
            isTrue(!success && bytes4(why) == Manager.SystemPaused.selector, "moved while paused");
        }
        controller.unpause();
        _did("pause");
    }

    function _guarded(uint256 seed) private view returns (bytes[] memory calls) {
        calls = new bytes[](13);
        calls[0] = abi.encodeCall(rounds.initializeRound, ());
        calls[1] = abi.encodeCall(bonding.bond, (1, people[0]));
        calls[2] = abi.encodeCall(bonding.unbond, (1));
        calls[3] = abi.encodeCall(bonding.rebond, (0));
        calls[4] = abi.encodeCall(bonding.claimEarnings, (0));
        calls[5] = abi.encodeCall(bonding.withdrawFees, (feesGoTo, 0));
        calls[6] = abi.encodeCall(bonding.withdrawStake, (0));
        calls[7] = abi.encodeCall(bonding.reward, ());
        calls[8] = abi.encodeCall(tickets.fundDeposit, ());
        calls[9] = abi.encodeCall(tickets.unlock, ());
        calls[10] = abi.encodeCall(tickets.withdraw, ());
        calls[11] = abi.encodeCall(tickets.openSession, (people[0], 0, 0, 0));
        Ticket memory none;
        calls[12] = abi.encodeCall(tickets.redeemWinningTicket, (none, "", seed));
    }
}
