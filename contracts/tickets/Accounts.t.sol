// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Manager} from "../Manager.sol";
import {Minter} from "../rounds/Minter.sol";
import {Broker} from "../test/Broker.sol";
import {Accounts} from "./Accounts.sol";

contract AccountsTest is Broker {
    receive() external payable {
        if (msg.sender == address(minter)) isTrue(depositOf(address(this)) == 0, "the books are settled first");
    }

    function startUnlock(address account) private {
        vm.prank(account);
        tickets.unlock();
    }

    function test_fundDeposit() public {
        vm.deal(sender, 3 ether);
        vm.startPrank(sender);
        vm.expectEmit(address(tickets));
        emit Accounts.DepositFunded(sender, 2 ether);
        tickets.fundDeposit{value: 2 ether}();
        tickets.fundDeposit{value: 1 ether}();
        eq(depositOf(sender), 3 ether, "deposit");
        eq(reserveOf(sender), 0, "reserve");
        eq(address(minter).balance, 3 ether, "the Minter holds it");
    }

    function test_fundReserve() public {
        vm.deal(sender, 3 ether);
        vm.startPrank(sender);
        vm.expectEmit(address(tickets));
        emit Accounts.ReserveFunded(sender, 2 ether);
        tickets.fundReserve{value: 2 ether}();
        tickets.fundReserve{value: 1 ether}();
        eq(reserveOf(sender), 3 ether, "reserve");
        eq(depositOf(sender), 0, "deposit");
        eq(address(minter).balance, 3 ether, "the Minter holds it");
    }

    function test_fundBoth() public {
        vm.deal(sender, 3 ether);
        vm.prank(sender);
        vm.expectEmit(address(tickets));
        emit Accounts.ReserveFunded(sender, 1 ether);
        vm.expectEmit(address(tickets));
        emit Accounts.DepositFunded(sender, 2 ether);
        tickets.fundDepositAndReserve{value: 3 ether}(2 ether, 1 ether);
        eq(depositOf(sender), 2 ether, "deposit");
        eq(reserveOf(sender), 1 ether, "reserve");
    }

    function test_nothingIsToldOfToo() public {
        vm.expectEmit(address(tickets));
        emit Accounts.ReserveFunded(sender, 0);
        vm.expectEmit(address(tickets));
        emit Accounts.DepositFunded(sender, 0);
        tickets.fundDepositAndReserveFor(sender, 0, 0);
    }

    function test_anyoneFundsAnAccount() public {
        vm.deal(stranger, 3 ether);
        vm.prank(stranger);
        tickets.fundDepositAndReserveFor{value: 3 ether}(sender, 2 ether, 1 ether);
        eq(depositOf(sender), 2 ether, "deposit");
        eq(reserveOf(sender), 1 ether, "reserve");
        eq(depositOf(stranger) + reserveOf(stranger), 0, "not its own");
    }

    function test_theValueIsTheSum() public {
        vm.deal(sender, 9 ether);
        vm.startPrank(sender);
        vm.expectRevert(Accounts.ValueNotSumOfDepositAndReserve.selector);
        tickets.fundDepositAndReserve{value: 2 ether}(2 ether, 1 ether);
        vm.expectRevert(Accounts.ValueNotSumOfDepositAndReserve.selector);
        tickets.fundDepositAndReserveFor{value: 4 ether}(o, 2 ether, 1 ether);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        tickets.fundDepositAndReserve{value: 1}(SURE, 2);
    }

    function test_amountsThatNobodyHas() public {
        uint256 most = type(uint128).max;
        vm.deal(sender, most + 2);
        vm.startPrank(sender);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, most + 1));
        tickets.fundDeposit{value: most + 1}();
        tickets.fundDeposit{value: most}();
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        tickets.fundDeposit{value: 1}();
        vm.deal(sender, 1 << 96);
        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, uint256(1) << 96)
        );
        tickets.fundReserve{value: 1 << 96}();
    }

    function test_unlock() public {
        fund(sender, 1 ether, 1 ether);
        isTrue(!tickets.isUnlockInProgress(sender), "not yet");
        vm.expectEmit(address(tickets));
        emit Accounts.Unlock(sender, round(), round() + UNLOCK);
        startUnlock(sender);
        isTrue(tickets.isUnlockInProgress(sender), "in progress");
        eq(withdrawRoundOf(sender), round() + UNLOCK, "withdraw round");
    }

    function test_unlockOfADepositOrAReserveAlone() public {
        fund(sender, 1, 0);
        startUnlock(sender);
        fund(stranger, 0, 1);
        startUnlock(stranger);
    }

    function test_badUnlocks() public {
        vm.expectRevert(Accounts.NoFunds.selector);
        tickets.unlock();
        fund(sender, 1 ether, 0);
        startUnlock(sender);
        vm.prank(sender);
        vm.expectRevert(Accounts.UnlockInProgress.selector);
        tickets.unlock();
    }

    function test_cancelUnlock() public {
        fund(sender, 1 ether, 0);
        vm.startPrank(sender);
        vm.expectRevert(Accounts.NoUnlockInProgress.selector);
        tickets.cancelUnlock();
        tickets.unlock();
        vm.expectEmit(address(tickets));
        emit Accounts.UnlockCancelled(sender);
        tickets.cancelUnlock();
        isTrue(!tickets.isUnlockInProgress(sender), "over");
        eq(depositOf(sender), 1 ether, "the funds stay");
    }

    function test_ownFundingCancelsAnUnlock() public {
        fund(sender, 1 ether, 0);
        vm.deal(sender, 3);
        vm.startPrank(sender);
        for (uint256 i = 0; i < 3; ++i) {
            tickets.unlock();
            vm.expectEmit(address(tickets));
            emit Accounts.UnlockCancelled(sender);
            if (i == 0) tickets.fundDeposit{value: 1}();
            else if (i == 1) tickets.fundReserve{value: 1}();
            else tickets.fundDepositAndReserve{value: 1}(1, 0);
            eq(withdrawRoundOf(sender), 0, "locked again");
        }
    }

    function test_anothersFundingDoesNot() public {
        fund(sender, 1 ether, 0);
        startUnlock(sender);
        tickets.fundDepositAndReserveFor(sender, 0, 0);
        isTrue(tickets.isUnlockInProgress(sender), "in progress");
    }

    function test_withdraw() public {
        fund(sender, 2 ether, 1 ether);
        startUnlock(sender);
        nextRound();
        nextRound();
        vm.expectEmit(address(tickets));
        emit Accounts.Withdrawal(sender, 2 ether, 1 ether);
        vm.prank(sender);
        tickets.withdraw();
        eq(sender.balance, 3 ether, "paid out");
        eq(depositOf(sender) + reserveOf(sender), 0, "nothing left");
        eq(address(minter).balance, 0, "with the Minter too");
        eq(withdrawRoundOf(sender), round(), "unlocked until it funds again");
    }

    function test_badWithdrawals() public {
        vm.startPrank(sender);
        vm.expectRevert(Accounts.NoFunds.selector);
        tickets.withdraw();
        vm.stopPrank();
        fund(sender, 1 ether, 0);
        vm.startPrank(sender);
        vm.expectRevert(Accounts.NoUnlockInProgress.selector);
        tickets.withdraw();
        tickets.unlock();
        vm.expectRevert(Accounts.FundsLocked.selector);
        tickets.withdraw();
        vm.roll(block.number + 2 * ROUND - 1);
        vm.expectRevert(Accounts.FundsLocked.selector);
        tickets.withdraw();
        vm.roll(block.number + 1);
        tickets.withdraw();
        vm.expectRevert(Accounts.NoFunds.selector);
        tickets.withdraw();
    }

    function test_nobodyNeedsToBeginARoundToGetItsFundsBack() public {
        fund(sender, 1 ether, 0);
        vm.roll(block.number + 5 * ROUND);
        startUnlock(sender);
        vm.roll(block.number + 2 * ROUND);
        vm.prank(sender);
        tickets.withdraw();
        eq(sender.balance, 1 ether, "paid out");
    }

    function test_contractsArePaidOnceTheBooksAreSettled() public {
        fund(address(this), 1 ether, 0);
        startUnlock(address(this));
        nextRound();
        nextRound();
        tickets.withdraw();
        eq(address(this).balance, 1 ether, "paid out");
    }

    function test_whoTakesNoEtherKeepsItsFunds() public {
        fund(address(token), 1 ether, 0);
        startUnlock(address(token));
        nextRound();
        nextRound();
        vm.prank(address(token));
        vm.expectRevert(Minter.TransferFailed.selector);
        tickets.withdraw();
        eq(depositOf(address(token)), 1 ether, "still there");
    }

    function test_nothingMovesWhilePaused() public {
        controller.pause();
        bytes4 why = Manager.SystemPaused.selector;
        vm.expectRevert(why);
        tickets.fundDeposit();
        vm.expectRevert(why);
        tickets.fundReserve();
        vm.expectRevert(why);
        tickets.fundDepositAndReserve(1, 0);
        vm.expectRevert(why);
        tickets.fundDepositAndReserveFor(sender, 1, 0);
        vm.expectRevert(why);
        tickets.unlock();
        vm.expectRevert(why);
        tickets.cancelUnlock();
        vm.expectRevert(why);
        tickets.withdraw();
    }

    function test_periods() public {
        vm.expectEmit(address(tickets));
        emit Manager.ParameterUpdate("unlockPeriod");
        tickets.setUnlockPeriod(100);
        eq(tickets.unlockPeriod(), 100, "unlock period");
        vm.expectEmit(address(tickets));
        emit Manager.ParameterUpdate("ticketValidityPeriod");
        tickets.setTicketValidityPeriod(100);
        eq(tickets.ticketValidityPeriod(), 100, "validity");
        tickets.setUnlockPeriod(0);
        vm.expectRevert(Accounts.InvalidPeriod.selector);
        tickets.setUnlockPeriod(101);
        vm.expectRevert(Accounts.InvalidPeriod.selector);
        tickets.setTicketValidityPeriod(0);
        vm.expectRevert(Accounts.InvalidPeriod.selector);
        tickets.setTicketValidityPeriod(101);
        vm.startPrank(stranger);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        tickets.setUnlockPeriod(1);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        tickets.setTicketValidityPeriod(1);
    }

    function testFuzz_whatGoesInComesOut(uint96 deposit, uint96 reserve, uint96 more) public {
        if (uint256(deposit) + reserve + more == 0) return;
        fund(sender, deposit, reserve);
        fund(sender, more, 0);
        startUnlock(sender);
        nextRound();
        nextRound();
        vm.prank(sender);
        tickets.withdraw();
        eq(sender.balance, uint256(deposit) + reserve + more, "all of it");
        eq(address(minter).balance, 0, "and no more");
    }
}
