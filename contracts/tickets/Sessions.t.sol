// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../Manager.sol";
import {RoundsManager} from "../rounds/RoundsManager.sol";
import {Broker} from "../test/Broker.sol";
import {Vm} from "../test/Vm.sol";
import {Accounts} from "./Accounts.sol";
import {Sessions} from "./Sessions.sol";
import {TicketBroker} from "./TicketBroker.sol";
import {Ticket} from "./Tickets.sol";

contract SessionsTest is Broker {
    address private constant wallet = address(0x3A11E7);
    address private key;
    /// A last round that is good.
    uint48 private soon;

    function setUp() public override {
        super.setUp();
        key = sender;
        soon = uint48(round()) + 3;
    }

    function openFor(uint256 more) private {
        open(wallet, key, round() + more, 2 ether, 1 ether);
    }

    function sessionOf(address account) private view returns (address owner, uint256 expiry) {
        return tickets.getSession(account);
    }

    function refuseKey(bytes memory call) private {
        vm.prank(key);
        vm.expectRevert(Accounts.NotOwner.selector);
        (bool reverted,) = address(tickets).call{value: key.balance}(call);
        isTrue(reverted, "reverts");
    }

    function test_open() public {
        vm.deal(wallet, 3 ether);
        vm.expectEmit(address(tickets));
        emit Sessions.SessionOpened(wallet, key, round() + 3);
        vm.expectEmit(address(tickets));
        emit Accounts.ReserveFunded(key, 1 ether);
        vm.expectEmit(address(tickets));
        emit Accounts.DepositFunded(key, 2 ether);
        vm.prank(wallet);
        tickets.openSession{value: 3 ether}(key, soon, 2 ether, 1 ether);
        (address owner, uint256 expiry) = sessionOf(key);
        eq(owner, wallet, "owner");
        eq(expiry, round() + 3, "expiry");
        eq(depositOf(key), 2 ether, "deposit");
        eq(reserveOf(key), 1 ether, "reserve");
        eq(address(minter).balance, 3 ether, "the Minter holds it");
    }

    function test_badOpenings() public {
        vm.deal(wallet, 9 ether);
        uint48 now_ = soon - 3;
        vm.startPrank(wallet);
        vm.expectRevert(Accounts.ValueNotSumOfDepositAndReserve.selector);
        tickets.openSession{value: 1 ether}(key, now_, 1 ether, 1 ether);
        vm.expectRevert(Sessions.InvalidKey.selector);
        tickets.openSession{value: 1 ether}(address(0), now_, 1 ether, 0);
        vm.expectRevert(Sessions.InvalidKey.selector);
        tickets.openSession{value: 1 ether}(wallet, now_, 1 ether, 0);
        vm.expectRevert(Sessions.ExpiryInPast.selector);
        tickets.openSession{value: 1 ether}(key, now_ - 1, 1 ether, 0);
        tickets.openSession{value: 1 ether}(key, now_, 1 ether, 0);
    }

    function test_itsTicketsPay() public {
        openFor(3);
        redeem(ticketOf(1 ether, 1));
        eq(feesOf(o), 1 ether, "fees");
        eq(depositOf(key), 1 ether, "deposit");
    }

    function test_ticketsOfItsLastRoundCountAsLongAsAny() public {
        openFor(0);
        (Ticket memory first, Ticket memory second) = (ticketOf(0.5 ether, 1), ticketOf(0.5 ether, 2));
        nextRound();
        redeem(first);
        refuse(ticketOf(0.5 ether, 3), TicketBroker.SessionExpired.selector);
        nextRound();
        refuse(second, TicketBroker.TicketExpired.selector);
    }

    function test_aSessionFromTheFirstRoundEndsToo() public {
        rounds = new RoundsManager(address(controller));
        rounds.setRoundLength(1000 * ROUND);
        register("RoundsManager", address(rounds));
        eq(round(), 0, "the chain has just begun");
        open(wallet, key, 0, 2 ether, 0);
        vm.roll(1000 * ROUND);
        rounds.initializeRound();
        refuse(ticketOf(1 ether, 1), TicketBroker.SessionExpired.selector);
    }

    function test_theKeyCanDoNothingButSign() public {
        openFor(3);
        vm.deal(key, 0);
        refuseKey(abi.encodeCall(Accounts.fundDeposit, ()));
        refuseKey(abi.encodeCall(Accounts.fundReserve, ()));
        refuseKey(abi.encodeCall(Accounts.fundDepositAndReserve, (0, 0)));
        refuseKey(abi.encodeCall(Accounts.fundDepositAndReserveFor, (key, 0, 0)));
        refuseKey(abi.encodeCall(Accounts.unlock, ()));
        refuseKey(abi.encodeCall(Accounts.cancelUnlock, ()));
        refuseKey(abi.encodeCall(Accounts.withdraw, ()));
        refuseKey(abi.encodeCall(Sessions.revokeSession, (key)));
        refuseKey(abi.encodeCall(Sessions.unlockSession, (key)));
        refuseKey(abi.encodeCall(Sessions.cancelUnlockSession, (key)));
        refuseKey(abi.encodeCall(Sessions.withdrawSession, (key)));
        vm.prank(key);
        vm.expectRevert(Sessions.InvalidKey.selector);
        tickets.openSession(key, soon, 0, 0);
    }

    /// Nor when the session has ended and is empty, nor after the owner's money is out.
    function test_norCanItAfterwards() public {
        openFor(0);
        nextRound();
        nextRound();
        vm.prank(wallet);
        tickets.withdrawSession(key);
        vm.deal(key, 1 ether);
        refuseKey(abi.encodeCall(Accounts.fundDeposit, ()));
        refuseKey(abi.encodeCall(Accounts.fundDepositAndReserveFor, (key, 1 ether, 0)));
    }

    function test_strangersCannotTouchIt() public {
        openFor(3);
        vm.deal(stranger, 9 ether);
        vm.startPrank(stranger);
        vm.expectRevert(Accounts.NotOwner.selector);
        tickets.fundDepositAndReserveFor{value: 1}(key, 1, 0);
        vm.expectRevert(Accounts.NotOwner.selector);
        tickets.revokeSession(key);
        vm.expectRevert(Accounts.NotOwner.selector);
        tickets.unlockSession(key);
        vm.expectRevert(Accounts.NotOwner.selector);
        tickets.cancelUnlockSession(key);
        vm.expectRevert(Accounts.NotOwner.selector);
        tickets.withdrawSession(key);
        vm.expectRevert(Sessions.KeyInUse.selector);
        tickets.openSession{value: 1}(key, soon, 1, 0);
    }

    function test_noSessionOfAnAccountOfItsOwn() public {
        fund(sender, 1 ether, 0);
        redeem(ticketOf(1 ether, 1));
        vm.deal(wallet, 1);
        vm.startPrank(wallet);
        vm.expectRevert(Sessions.KeyInUse.selector);
        tickets.openSession{value: 1}(sender, soon, 1, 0);
        vm.expectRevert(Accounts.NotOwner.selector);
        tickets.withdrawSession(sender);
    }

    function test_noSessionOfAnAccountThatAnotherFunded() public {
        vm.deal(stranger, 1);
        vm.prank(stranger);
        tickets.fundDepositAndReserveFor{value: 1}(sender, 1, 0);
        vm.prank(wallet);
        vm.expectRevert(Sessions.KeyInUse.selector);
        tickets.openSession(sender, soon, 0, 0);
    }

    function test_anEmptySessionStaysItsOwners() public {
        open(wallet, key, round() + 3, 1 ether, 0);
        redeem(ticketOf(1 ether, 1));
        vm.deal(stranger, 1);
        vm.prank(stranger);
        vm.expectRevert(Sessions.KeyInUse.selector);
        tickets.openSession{value: 1}(key, soon, 1, 0);
        vm.deal(wallet, 1 ether);
        vm.prank(wallet);
        tickets.fundDepositAndReserveFor{value: 1 ether}(key, 1 ether, 0);
        redeem(ticketOf(1 ether, 2));
    }

    function test_theOwnerTopsUp() public {
        openFor(3);
        vm.deal(wallet, 3 ether);
        vm.startPrank(wallet);
        tickets.unlockSession(key);
        vm.expectEmit(address(tickets));
        emit Accounts.UnlockCancelled(key);
        vm.expectEmit(address(tickets));
        emit Accounts.ReserveFunded(key, 1 ether);
        vm.expectEmit(address(tickets));
        emit Accounts.DepositFunded(key, 2 ether);
        tickets.fundDepositAndReserveFor{value: 3 ether}(key, 2 ether, 1 ether);
        eq(depositOf(key), 4 ether, "deposit");
        eq(reserveOf(key), 2 ether, "reserve");
    }

    function test_theOwnerOpensAgain() public {
        openFor(0);
        nextRound();
        vm.prank(wallet);
        tickets.unlockSession(key);
        vm.deal(wallet, 1 ether);
        vm.expectEmit(address(tickets));
        emit Sessions.SessionOpened(wallet, key, soon + 5);
        vm.expectEmit(address(tickets));
        emit Accounts.UnlockCancelled(key);
        vm.prank(wallet);
        tickets.openSession{value: 1 ether}(key, soon + 5, 1 ether, 0);
        eq(depositOf(key), 3 ether, "added");
        redeem(ticketOf(3 ether, 1));
    }

    function test_revoke() public {
        openFor(5);
        Ticket memory before = ticketOf(0.5 ether, 1);
        vm.expectEmit(address(tickets));
        emit Sessions.SessionRevoked(wallet, key, round());
        vm.expectEmit(address(tickets));
        emit Accounts.Unlock(key, round(), round() + UNLOCK);
        vm.prank(wallet);
        tickets.revokeSession(key);
        nextRound();
        redeem(before);
        refuse(ticketOf(0.5 ether, 2), TicketBroker.SessionExpired.selector);
        vm.prank(wallet);
        vm.expectRevert(Accounts.FundsLocked.selector);
        tickets.withdrawSession(key);
        nextRound();
        vm.expectEmit(address(tickets));
        emit Accounts.Withdrawal(key, 1.5 ether, 1 ether);
        vm.prank(wallet);
        tickets.withdrawSession(key);
        eq(wallet.balance, 2.5 ether, "to the owner");
        eq(key.balance, 0, "not to the key");
    }

    function test_revokeWhatIsUnlockingOverOrEmpty() public {
        openFor(0);
        vm.startPrank(wallet);
        tickets.unlockSession(key);
        uint256 withdrawRound = withdrawRoundOf(key);
        nextRound();
        vm.expectEmit(address(tickets));
        emit Sessions.SessionRevoked(wallet, key, round() - 1);
        tickets.revokeSession(key);
        eq(withdrawRoundOf(key), withdrawRound, "as it was");
        nextRound();
        tickets.withdrawSession(key);
        tickets.revokeSession(key);
        address other = vm.addr(9);
        tickets.openSession(other, soon + 9, 0, 0);
        tickets.revokeSession(other);
        eq(withdrawRoundOf(other), 0, "nothing to unlock");
    }

    function test_unlockAndCancel() public {
        openFor(9);
        vm.startPrank(wallet);
        vm.expectRevert(Accounts.NoUnlockInProgress.selector);
        tickets.cancelUnlockSession(key);
        vm.expectRevert(Accounts.NoUnlockInProgress.selector);
        tickets.withdrawSession(key);
        vm.expectEmit(address(tickets));
        emit Accounts.Unlock(key, round(), round() + UNLOCK);
        tickets.unlockSession(key);
        vm.expectRevert(Accounts.UnlockInProgress.selector);
        tickets.unlockSession(key);
        vm.expectEmit(address(tickets));
        emit Accounts.UnlockCancelled(key);
        tickets.cancelUnlockSession(key);
        tickets.unlockSession(key);
        nextRound();
        redeem(ticketOf(1 ether, 1));
        nextRound();
        tickets.withdrawSession(key);
        eq(wallet.balance, 2 ether, "to the owner");
        vm.expectRevert(Accounts.NoFunds.selector);
        tickets.withdrawSession(key);
        vm.expectRevert(Accounts.NoFunds.selector);
        tickets.unlockSession(key);
    }

    function test_withdrawWithoutUnlockWhenNoTicketCanBeValid() public {
        openFor(1);
        vm.startPrank(wallet);
        for (uint256 i = 0; i < 2; ++i) {
            nextRound();
            vm.expectRevert(Accounts.NoUnlockInProgress.selector);
            tickets.withdrawSession(key);
        }
        nextRound();
        tickets.withdrawSession(key);
        eq(wallet.balance, 3 ether, "all of it");
    }

    function test_anOwnerHasAnAccountOfItsOwnToo() public {
        openFor(3);
        fund(wallet, 1 ether, 0);
        vm.startPrank(wallet);
        tickets.unlock();
        nextRound();
        nextRound();
        tickets.withdraw();
        eq(wallet.balance, 1 ether, "only its own");
        eq(depositOf(key), 2 ether, "the session's stays");
    }

    /// What a page needs to find its wallet's sessions again, with nothing but the log.
    function test_ownerAndKeysAreFoundInEventsAlone() public {
        vm.recordLogs();
        openFor(3);
        open(wallet, vm.addr(2), round() + 4, 0, 1 ether);
        open(stranger, vm.addr(3), round() + 4, 1 ether, 0);
        vm.prank(wallet);
        tickets.revokeSession(key);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32 owner = bytes32(uint256(uint160(wallet)));
        address[2] memory keys;
        uint256 found;
        uint256 end;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics.length < 3 || logs[i].topics[1] != owner) continue;
            address named = address(uint160(uint256(logs[i].topics[2])));
            if (logs[i].topics[0] == Sessions.SessionOpened.selector) keys[found++] = named;
            if (logs[i].topics[0] == Sessions.SessionRevoked.selector) {
                eq(named, key, "revoked");
                end = abi.decode(logs[i].data, (uint256));
            }
        }
        eq(found, 2, "its own two");
        eq(keys[0], key, "first");
        eq(keys[1], vm.addr(2), "second");
        eq(end, round(), "ends now");
    }

    function test_nothingMovesWhilePaused() public {
        openFor(3);
        controller.pause();
        vm.startPrank(wallet);
        bytes4 why = Manager.SystemPaused.selector;
        vm.expectRevert(why);
        tickets.openSession(key, soon, 0, 0);
        vm.expectRevert(why);
        tickets.revokeSession(key);
        vm.expectRevert(why);
        tickets.unlockSession(key);
        vm.expectRevert(why);
        tickets.cancelUnlockSession(key);
        vm.expectRevert(why);
        tickets.withdrawSession(key);
    }

    function testFuzz_whatIsInASessionIsAllThatItsKeyCanCost(uint96 deposit, uint96 reserve, uint96 spent) public {
        open(wallet, key, round() + 9, deposit, reserve);
        spent = uint96(within(spent, 0, uint256(deposit) + reserve > type(uint96).max ? deposit : deposit + reserve));
        if (uint256(deposit) + reserve == 0) return;
        redeem(ticketOf(spent, 1));
        uint256 left = uint256(deposit) + reserve - spent;
        vm.startPrank(wallet);
        tickets.revokeSession(key);
        nextRound();
        nextRound();
        if (left > 0) tickets.withdrawSession(key);
        eq(wallet.balance, left, "the rest is the owner's");
        eq(address(minter).balance, spent, "the Minter owes the fees");
    }
}
