// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Staked} from "../test/Staked.sol";
import {Earnings} from "./Earnings.sol";
import {Locks} from "./Locks.sol";
import {DelegatorStatus} from "./Types.sol";

contract LocksTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant d = address(0xD1);
    address private constant e = address(0xD2);

    function setUp() public override {
        super.setUp();
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 20 ether, 0, 0);
        bond(d, 4 ether, o);
        nextRound();
    }

    function unbond(address account, uint256 amount) private {
        vm.prank(account);
        bonding.unbond(amount);
    }

    function transferBond(address from, address to, uint256 amount) private {
        vm.prank(from);
        bonding.transferBond(to, amount, address(0), address(0), address(0), address(0));
    }

    function checkLock(address account, uint256 id, uint256 amount, uint256 withdrawRound) private view {
        (uint256 locked, uint256 from) = bonding.getDelegatorUnbondingLock(account, id);
        eq(locked, amount, "amount in the lock");
        eq(from, withdrawRound, "its round");
        isTrue(bonding.isValidUnbondingLock(account, id) == (withdrawRound > 0), "its validity");
    }

    function checkUnbonded(address account) private view {
        (uint256 bonded,, address delegate,, uint256 start,,) = bonding.getDelegator(account);
        eq(bonded, 0, "bonded");
        eq(delegate, address(0), "delegate");
        eq(start, 0, "start round");
        isTrue(bonding.delegatorStatus(account) == DelegatorStatus.Unbonded, "status");
    }

    function nextLockOf(address account) private view returns (uint256 id) {
        (,,,,,, id) = bonding.getDelegator(account);
    }

    function test_unbondPutsAPartIntoALock() public {
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Unbond(o, d, 0, 1 ether, round() + UNBONDING);
        vm.prank(d);
        bonding.unbondWithHint(1 ether, p, address(0));
        checkLock(d, 0, 1 ether, round() + UNBONDING);
        checkLock(d, 1, 0, 0);
        eq(nextLockOf(d), 1, "next id");
        eq(bondedOf(d), 3 ether, "rest");
        eq(delegateOf(d), o, "still delegated");
        eq(bonding.transcoderTotalStake(o), 13 ether, "stake of the delegate");
        eq(bonding.nextRoundTotalActiveStake(), 33 ether, "next total");
        eq(bonding.currentRoundTotalActiveStake(), 34 ether, "this round's total stands");
        unbond(d, 1 ether);
        checkLock(d, 1, 1 ether, round() + UNBONDING);
    }

    function test_unbondingAllEndsADelegation() public {
        unbond(d, 4 ether);
        checkUnbonded(d);
        eq(bonding.transcoderTotalStake(o), 10 ether, "stake of the delegate");
        isTrue(bonding.isRegisteredTranscoder(o), "which stays an orchestrator");
    }

    function test_unbondingAllMakesAnOrchestratorResign() public {
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderDeactivated(o, round() + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Unbond(o, o, 0, 10 ether, round() + UNBONDING);
        unbond(o, 10 ether);
        checkUnbonded(o);
        isTrue(!bonding.isRegisteredTranscoder(o), "not registered");
        isTrue(bonding.isActiveTranscoder(o), "active to the round's end");
        eq(bonding.transcoderTotalStake(o), 4 ether, "its delegators stay");
        eq(bonding.nextRoundTotalActiveStake(), 20 ether, "out of the next total");
        nextRound();
        isTrue(!bonding.isActiveTranscoder(o), "and no longer");
        unbond(d, 4 ether);
        eq(bonding.transcoderTotalStake(o), 0, "they can leave");
    }

    function test_badUnbonds() public {
        vm.expectRevert(Locks.NotBonded.selector);
        unbond(e, 1);
        vm.expectRevert(Locks.AmountZero.selector);
        unbond(d, 0);
        vm.expectRevert(Locks.AmountAboveBonded.selector);
        unbond(d, 4 ether + 1);
        bond(e, 1 ether, o);
        vm.expectRevert(Locks.NotBonded.selector);
        unbond(e, 1); // pending
        nextRound();
        unbond(e, 1);
    }

    function test_rebondReturnsALockToTheDelegateOfNow() public {
        unbond(d, 1 ether);
        vm.prank(d);
        bonding.bond(0, p);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Rebond(p, d, 0, 1 ether);
        vm.prank(d);
        bonding.rebondWithHint(0, address(0), o);
        checkLock(d, 0, 0, 0);
        eq(bondedOf(d), 4 ether, "bonded");
        eq(bonding.transcoderTotalStake(p), 24 ether, "stake of the delegate");
        eq(bonding.transcoderTotalStake(o), 10 ether, "nothing to the old one");
    }

    function test_badRebonds() public {
        unbond(d, 1 ether);
        vm.startPrank(d);
        vm.expectRevert(Locks.InvalidUnbondingLock.selector);
        bonding.rebond(1);
        bonding.rebond(0);
        vm.expectRevert(Locks.InvalidUnbondingLock.selector);
        bonding.rebond(0);
        bonding.unbond(4 ether);
        vm.expectRevert(Locks.NotBonded.selector);
        bonding.rebond(1);
        vm.stopPrank();
        vm.prank(o);
        vm.expectRevert(Locks.InvalidUnbondingLock.selector);
        bonding.rebond(1); // another's
    }

    function test_rebondFromUnbondedChoosesADelegate() public {
        unbond(d, 1 ether);
        unbond(d, 3 ether);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Rebond(p, d, 1, 3 ether);
        vm.prank(d);
        bonding.rebondFromUnbondedWithHint(p, 1, address(0), o);
        (uint256 bonded,, address delegate,, uint256 start,,) = bonding.getDelegator(d);
        eq(bonded, 3 ether, "bonded");
        eq(delegate, p, "delegate");
        eq(start, round() + 1, "start");
        eq(bonding.transcoderTotalStake(p), 23 ether, "stake of the delegate");
        vm.prank(d);
        bonding.rebond(0);
        eq(bondedOf(d), 4 ether, "the other lock follows");
    }

    function test_rebondFromUnbondedMakesAnOrchestratorAgain() public {
        unbond(o, 10 ether);
        nextRound();
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderActivated(o, round() + 1);
        vm.prank(o);
        bonding.rebondFromUnbonded(o, 0);
        isTrue(bonding.isRegisteredTranscoder(o), "registered");
        eq(bonding.nextRoundTotalActiveStake(), 34 ether, "with its delegators");
    }

    function test_badRebondsFromUnbonded() public {
        unbond(d, 1 ether);
        vm.startPrank(d);
        vm.expectRevert(Locks.NotUnbonded.selector);
        bonding.rebondFromUnbonded(o, 0);
        bonding.unbond(3 ether);
        vm.expectRevert(Locks.InvalidDelegate.selector);
        bonding.rebondFromUnbonded(address(0), 0);
        vm.expectRevert(Locks.InvalidUnbondingLock.selector);
        bonding.rebondFromUnbonded(o, 2);
        vm.stopPrank();
    }

    function test_aRebondCannotOverflow() public {
        address big = address(0xB16);
        bond(big, type(uint128).max, big);
        nextRound();
        unbond(big, 1 ether);
        bond(big, 1 ether, big);
        vm.prank(big);
        vm.expectRevert(
            abi.encodeWithSelector(
                SafeCast.SafeCastOverflowedUintDowncast.selector, 128, uint256(type(uint128).max) + 1 ether
            )
        );
        bonding.rebond(0);
    }

    function test_transferBondToAnAccountWithADelegate() public {
        bond(e, 1 ether, p);
        nextRound();
        reward(p);
        uint256 earned = stakeOf(e) - 1 ether;
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Unbond(o, d, 0, 3 ether, round() + UNBONDING);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TransferBond(d, e, 0, 0, 3 ether);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.EarningsClaimed(p, e, earned, 0, round(), round());
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Rebond(p, e, 0, 3 ether);
        transferBond(d, e, 3 ether);

        eq(bondedOf(d), 1 ether, "giver");
        eq(bondedOf(e), 4 ether + earned, "receiver");
        eq(delegateOf(e), p, "keeps its delegate");
        checkLock(d, 0, 0, 0);
        checkLock(e, 0, 0, 0);
        eq(nextLockOf(d) + nextLockOf(e), 2, "ids are not used again");
        eq(bonding.transcoderTotalStake(o), 11 ether, "giver's delegate");
    }

    function test_transferBondToAnAccountWithoutABond() public {
        transferBond(d, e, 4 ether);
        checkUnbonded(d);
        (uint256 bonded,, address delegate,, uint256 start, uint256 last,) = bonding.getDelegator(e);
        eq(bonded, 4 ether, "bonded");
        eq(delegate, o, "the giver's delegate");
        eq(start, round() + 1, "start");
        eq(last, round(), "last claim");
        eq(bonding.transcoderTotalStake(o), 14 ether, "stake of the delegate");
        reward(o);
        eq(stakeOf(e), 4 ether, "earns from the next round on");
    }

    function test_transferBondOfAnOrchestratorsLastStake() public {
        transferBond(o, e, 10 ether);
        isTrue(!bonding.isRegisteredTranscoder(o), "no orchestrator any more");
        eq(delegateOf(e), o, "delegate");
        eq(bonding.transcoderTotalStake(o), 14 ether, "stake");
        eq(bonding.getTranscoderPoolSize(), 1, "out of the pool");
    }

    function test_transferBondToOneself() public {
        transferBond(d, d, 1 ether);
        eq(bondedOf(d), 4 ether, "as before");
        transferBond(d, d, 4 ether);
        eq(bondedOf(d), 4 ether, "the whole too");
        isTrue(bonding.delegatorStatus(d) == DelegatorStatus.Pending, "from the next round on");
    }

    function test_badTransfers() public {
        vm.expectRevert(Locks.InvalidDelegator.selector);
        transferBond(d, address(0), 1 ether);
        vm.expectRevert(Locks.NotBonded.selector);
        transferBond(e, d, 1 ether);
        vm.expectRevert(Locks.AmountZero.selector);
        transferBond(d, e, 0);
        vm.expectRevert(Locks.AmountAboveBonded.selector);
        transferBond(d, e, 5 ether);
        // Nobody makes an orchestrator of another.
        unbond(o, 10 ether);
        vm.expectRevert(Locks.InvalidDelegator.selector);
        transferBond(d, o, 1 ether);
    }

    function test_transferBondCannotMakeAnotherForgoItsReward() public {
        bond(e, 1 ether, p);
        nextRound();
        vm.expectRevert(Earnings.RewardNotCalled.selector);
        transferBond(d, e, 1 ether);
        reward(p);
        transferBond(d, e, 1 ether);
    }

    function test_withdrawStakeWhenItsRoundHasCome() public {
        unbond(d, 1 ether);
        uint256 due = round() + UNBONDING;
        bonding.setUnbondingPeriod(1); // for later locks
        while (round() < due - 1) nextRound();
        vm.prank(d);
        vm.expectRevert(Locks.WithdrawRoundNotReached.selector);
        bonding.withdrawStake(0);
        nextRound();
        vm.expectEmit(address(bonding));
        emit IStakingEvents.WithdrawStake(d, 0, 1 ether, due);
        vm.prank(d);
        bonding.withdrawStake(0);
        eq(token.balanceOf(d), 1 ether, "paid");
        checkLock(d, 0, 0, 0);
        vm.startPrank(d);
        vm.expectRevert(Locks.InvalidUnbondingLock.selector);
        bonding.withdrawStake(0);
        vm.expectRevert(Locks.InvalidUnbondingLock.selector);
        bonding.withdrawStake(7);
        vm.stopPrank();
    }

    function test_withdrawFees() public {
        vm.prank(o);
        vm.expectRevert(Locks.InsufficientFees.selector);
        bonding.withdrawFees(payable(e), 1);
        fees(o, 5 ether);
        vm.startPrank(o);
        vm.expectRevert(Locks.InvalidRecipient.selector);
        bonding.withdrawFees(payable(0), 1 ether);
        // Claimed in this round already: what came later waits for the next.
        bonding.claimEarnings(0);
        vm.stopPrank();
        fees(o, 1 ether);
        vm.startPrank(o);
        vm.expectRevert(Locks.InsufficientFees.selector);
        bonding.withdrawFees(payable(e), 5 ether + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.WithdrawFees(o, e, 2 ether);
        bonding.withdrawFees(payable(e), 2 ether);
        vm.stopPrank();
        eq(e.balance, 2 ether, "paid");
        nextRound();
        vm.prank(o);
        bonding.withdrawFees(payable(e), 4 ether);
        eq(e.balance, 6 ether, "all of it");
        eq(address(minter).balance, 0, "nothing left");
    }

    function test_aRecipientThatRefusesKeepsItsFees() public {
        fees(o, 1 ether);
        vm.prank(o);
        vm.expectRevert(abi.encodeWithSignature("TransferFailed()"));
        bonding.withdrawFees(payable(address(token)), 1 ether);
        eq(bonding.pendingFees(o, 0), 1 ether, "still there");
    }

    function test_aRecipientThatCallsAgainIsNotPaidTwice() public {
        Again again = new Again(bonding.withdrawFees);
        orchestrator(address(again), 30 ether, 0, 0);
        nextRound();
        fees(address(again), 1 ether);
        fees(o, 5 ether);
        vm.prank(address(again));
        vm.expectRevert(abi.encodeWithSignature("TransferFailed()"));
        bonding.withdrawFees(payable(again), 1 ether);
    }

    /// @notice Whatever of a bond goes through locks and back, none is lost, none is made.
    function testFuzz_stakeIsConserved(uint256 seed) public {
        bond(e, 4 ether, p);
        bonding.setUnbondingPeriod(1);
        uint256 start = token.balanceOf(address(minter));
        uint256 withdrawn = 0;
        for (uint256 i = 0; i < 12; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            (address who, address other) = seed & 1 == 0 ? (d, e) : (e, d);
            uint256 amount = within(seed >> 8, 0, bondedOf(who));
            uint256 id = within(seed >> 136, 0, nextLockOf(who));
            uint256 choice = (seed >> 1) % 6;
            vm.prank(who);
            bytes memory call = abi.encodeCall(bonding.unbond, (amount));
            if (choice == 1) call = abi.encodeCall(bonding.rebond, (id));
            if (choice == 2) call = abi.encodeCall(bonding.rebondFromUnbonded, (o, id));
            if (choice == 3) {
                call = abi.encodeCall(bonding.transferBond, (other, amount, address(0), address(0), p, o));
            }
            if (choice == 4) call = abi.encodeCall(bonding.withdrawStake, (id));
            if (choice == 5) call = abi.encodeCall(bonding.bond, (0, seed >> 255 == 0 ? o : p));
            (bool done,) = address(bonding).call(call);
            done; // What is refused must change nothing either.
            if ((seed >> 4) & 3 == 0) nextRound();

            uint256 locked = 0;
            for (uint256 k = 0; k < nextLockOf(d); k++) locked += lockedIn(d, k);
            for (uint256 k = 0; k < nextLockOf(e); k++) locked += lockedIn(e, k);
            withdrawn = token.balanceOf(d) + token.balanceOf(e);
            uint256 bonded = bondedOf(d) + bondedOf(e);
            eq(bonded + locked + withdrawn, 8 ether, "the delegators' stake");
            uint256 staked = bonding.transcoderTotalStake(o) + bonding.transcoderTotalStake(p);
            eq(staked, bonded + 30 ether, "the delegates' stake");
            eq(bonding.nextRoundTotalActiveStake(), staked, "the pool's stake");
            eq(token.balanceOf(address(minter)) + withdrawn, start, "the tokens");
        }
    }

    function lockedIn(address account, uint256 id) private view returns (uint256 amount) {
        (amount,) = bonding.getDelegatorUnbondingLock(account, id);
    }
}

/// @notice Asks for its fees once more while it is paid.
contract Again {
    function(address payable, uint256) external private withdrawFees;

    constructor(function(address payable, uint256) external withdrawFees_) {
        withdrawFees = withdrawFees_;
    }

    receive() external payable {
        withdrawFees(payable(this), msg.value);
    }
}
