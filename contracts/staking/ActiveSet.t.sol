// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Staked} from "../test/Staked.sol";
import {BondingManager} from "./BondingManager.sol";
import {Rewards} from "./Rewards.sol";

contract ActiveSetTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant q = address(0x03);
    address private constant r = address(0x04);
    address private constant d = address(0xD1);

    function unbond(address account, uint256 amount) private {
        vm.prank(account);
        bonding.unbond(amount);
    }

    function inPool(address account) private view returns (bool found) {
        for (address a = bonding.getFirstTranscoderInPool(); a != address(0); a = bonding.getNextTranscoderInPool(a)) {
            if (a == account) return true;
        }
    }

    function fill() private {
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 20 ether, 0, 0);
        orchestrator(q, 30 ether, 0, 0);
        nextRound();
    }

    function test_whoJoinsIsActiveFromTheNextRoundOn() public {
        orchestrator(o, 10 ether, 0, 0);
        uint256[10] memory t = transcoderOf(o);
        eq(t[3], round() + 1, "last update of its stake");
        eq(t[4], round() + 1, "activation");
        eq(t[5], type(uint256).max, "deactivation");
        eq(poolOf(o, round() + 1)[0], 10 ether, "stake of the next round");
        eq(poolOf(o, round())[0], 0, "none in this one");
        bond(d, 1 ether, o);
        eq(poolOf(o, round() + 1)[0], 11 ether, "more in the next round");
        eq(poolOf(o, round())[0], 0, "still none in this one");
    }

    function test_whoHasLessOrEqualStakeStaysOutOfAFullPool() public {
        fill();
        bond(r, 10 ether, r);
        isTrue(!inPool(r), "out");
        eq(transcoderOf(r)[4], 0, "never activated");
        eq(bonding.nextRoundTotalActiveStake(), 60 ether, "not in the total");
        vm.prank(r);
        bonding.transcoder(0, 0);
        isTrue(!inPool(r), "still out");
        isTrue(bonding.isRegisteredTranscoder(r), "yet registered");
    }

    function test_whoHasMoreStakePushesTheLastOut() public {
        fill();
        bond(r, 10 ether, r);
        give(d, 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderDeactivated(o, round() + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderActivated(r, round() + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Bond(r, address(0), d, 1, 1);
        vm.prank(d);
        bonding.bond(1, r);
        isTrue(inPool(r) && !inPool(o), "one for another");
        eq(bonding.getTranscoderPoolSize(), POOL, "size");
        eq(bonding.nextRoundTotalActiveStake(), 60 ether + 1, "next total");
        eq(transcoderOf(o)[5], round() + 1, "deactivation");
        isTrue(bonding.isActiveTranscoder(o) && !bonding.isActiveTranscoder(r), "until the round ends");
        nextRound();
        isTrue(!bonding.isActiveTranscoder(o) && bonding.isActiveTranscoder(r), "from the next on");
    }

    function test_whoIsPushedOutEarnsToTheRoundsEnd() public {
        fill();
        bond(r, 40 ether, r);
        fees(o, 1 ether);
        uint256 minted = reward(o);
        eq(minted, minter.currentMintableTokens() * (10 ether * 1e9 / uint256(60 ether)) / 1e9, "its share");
        eq(poolOf(o, round())[0], 10 ether, "with the stake that it began with");
        nextRound();
        vm.prank(o);
        vm.expectRevert(Rewards.NotActive.selector);
        bonding.reward();
    }

    /// @notice Else others could end an orchestrator's round by pushing it out and letting it in again.
    function test_whoIsPushedOutAndComesBackInARoundStaysActive() public {
        fill();
        uint256 since = transcoderOf(o)[4];
        bond(r, 11 ether, r);
        isTrue(!inPool(o), "out");
        bond(d, 2 ether, o);
        isTrue(inPool(o), "back");
        isTrue(bonding.isActiveTranscoder(o), "active all the time");
        eq(transcoderOf(o)[4], since, "since it first was");
        reward(o);
        fees(o, 1 ether);
        eq(bonding.pendingFees(o, 0), 1 ether, "earns fees");
        nextRound();
        isTrue(bonding.isActiveTranscoder(o), "and on");
        eq(poolOf(o, round() - 1)[0], 10 ether, "stake of that round");
    }

    /// @notice Its reward may lift one that was pushed out above the last again.
    function test_aRewardThatBringsItsOrchestratorBackDoesNotEndItsRound() public {
        fill();
        bond(r, 10 ether + 1, r);
        isTrue(!inPool(o), "out");
        reward(o);
        isTrue(inPool(o), "back");
        fees(o, 1 ether);
        eq(bonding.pendingFees(o, 0), 1 ether, "fees");
        vm.prank(o);
        vm.expectRevert(Rewards.RewardAlreadyCalled.selector);
        bonding.reward();
    }

    function test_whoJoinsAndLeavesInARoundWasNeverActive() public {
        fill();
        bond(r, 11 ether, r); // pushes o out
        bond(d, 2 ether, o); // pushes r out
        eq(transcoderOf(r)[5], round() + 1, "deactivation");
        isTrue(!bonding.isActiveTranscoder(r), "not in this round");
        nextRound();
        isTrue(!bonding.isActiveTranscoder(r), "nor in the next");
        bond(d, 2 ether, r);
        isTrue(inPool(r) && !bonding.isActiveTranscoder(r), "back, from the next on");
        eq(transcoderOf(r)[4], round() + 1, "activation");
        eq(poolOf(r, round() + 1)[0], 15 ether, "with all its stake");
    }

    function test_aRoundsStakeStandsStill() public {
        fill();
        uint256 total = bonding.currentRoundTotalActiveStake();
        bond(d, 90 ether, o);
        unbond(q, 15 ether);
        eq(bonding.currentRoundTotalActiveStake(), total, "total");
        eq(poolOf(o, round())[0], 10 ether, "more counts later");
        eq(poolOf(q, round())[0], 30 ether, "less too");
        uint256 mintable = minter.currentMintableTokens();
        uint256 minted = reward(o) + reward(p) + reward(q);
        atMost(minted, mintable, "no more than there is");
        atMost(mintable - minted, 1e11, "and nearly all of it");
        nextRound();
        eq(bonding.currentRoundTotalActiveStake(), 135 ether + minted, "the next total");
    }

    function test_poolsOfRoundsThatNothingHappenedIn() public {
        fill();
        uint256 began = round();
        for (uint256 i = 0; i < 5; i++) nextRound();
        eq(poolOf(o, round())[0], 0, "nothing is stored");
        eq(transcoderOf(o)[3], began, "since it joined");
        vm.roll(block.number + 4 * ROUND); // rounds that nobody initialises
        nextRound();
        bond(d, 1 ether, o);
        eq(poolOf(o, round())[0], 10 ether, "this round's stake is the last one known");
        eq(poolOf(o, round() + 1)[0], 11 ether, "the next one's");
        eq(poolOf(o, round() - 1)[0], 0, "those between stay empty");
        eq(transcoderOf(o)[3], round() + 1, "last update");
        isTrue(reward(o) > 0, "reward");
    }

    function test_resigningStoresTheStakeOfTheRound() public {
        fill();
        nextRound();
        unbond(o, 10 ether);
        eq(poolOf(o, round())[0], 10 ether, "stake");
        eq(transcoderOf(o)[3], round(), "last update");
        isTrue(reward(o) > 0, "reward");
        eq(bonding.transcoderTotalStake(o), token.totalSupply() - 60 ether, "stays with it");
    }

    function test_aChangedStakeMovesItInThePool() public {
        fill();
        bond(d, 15 ether, o);
        eq(bonding.getFirstTranscoderInPool(), q, "first");
        eq(bonding.getNextTranscoderInPool(q), o, "second");
        eq(bonding.getNextTranscoderInPool(o), p, "third");
        eq(bonding.getNextTranscoderInPool(p), address(0), "last");
        unbond(q, 25 ether);
        eq(bonding.getFirstTranscoderInPool(), o, "now first");
        eq(bonding.getNextTranscoderInPool(p), q, "now last");
    }

    function test_theLastOfEqualStakesIsPushedOut() public {
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 10 ether, 0, 0);
        orchestrator(q, 10 ether, 0, 0);
        address last = bonding.getFirstTranscoderInPool();
        while (bonding.getNextTranscoderInPool(last) != address(0)) last = bonding.getNextTranscoderInPool(last);
        bond(r, 10 ether, r);
        isTrue(!inPool(r), "an equal stake is not enough");
        bond(d, 1, r);
        isTrue(inPool(r) && !inPool(last), "one unit more is");
        eq(bonding.getFirstTranscoderInPool(), r, "first");
    }

    function test_aGrownPoolLetsThemIn() public {
        fill();
        bond(r, 1 ether, r);
        bonding.setNumActiveTranscoders(POOL + 1);
        isTrue(!inPool(r), "not by itself");
        vm.prank(r);
        bonding.transcoderWithHint(0, 0, o, address(0));
        isTrue(inPool(r), "when it sets its terms");
    }

    function test_aPoolWithoutRoomHoldsNobody() public {
        bonding = new BondingManager(address(controller));
        register("BondingManager", address(bonding));
        bond(o, 1 ether, o);
        isTrue(bonding.isRegisteredTranscoder(o), "registered");
        eq(bonding.getTranscoderPoolSize(), 0, "size");
        eq(bonding.nextRoundTotalActiveStake(), 0, "total");
    }

    function test_stakeCannotOverflow() public {
        bond(o, type(uint128).max, o);
        give(d, 1);
        vm.prank(d);
        vm.expectRevert(
            abi.encodeWithSelector(
                SafeCast.SafeCastOverflowedUintDowncast.selector, 128, uint256(type(uint128).max) + 1
            )
        );
        bonding.bond(1, o);
    }

    function test_hintsSaveSteps() public {
        bonding.setNumActiveTranscoders(100);
        for (uint160 i = 1; i <= 100; i++) {
            bond(address(0x1000 + i), 1 ether * uint256(i), address(0x1000 + i));
        }
        (address top, address mover) = (address(0x1000 + 100), address(0x1000 + 1));
        (address prev, address next) = (address(0x1000 + 51), address(0x1000 + 50));
        bond(d, 49.5 ether, mover);
        vm.startPrank(d);
        bonding.bond(0, top);
        uint256 gas = gasleft();
        bonding.bond(0, mover);
        uint256 searched = gas - gasleft();
        bonding.bond(0, top);
        gas = gasleft();
        bonding.bondWithHint(0, mover, address(0), address(0), prev, next);
        uint256 hinted = gas - gasleft();
        vm.stopPrank();
        eq(bonding.getNextTranscoderInPool(prev), mover, "same place");
        atMost(hinted + 48 * 200, searched, "two reads less for each of 48 steps");
    }

    /// @notice Whoever bonds, moves and leaves: the set is bounded and in order, and its total is the sum of its
    /// stakes.
    function testFuzz_theSetIsOrderedAndBounded(uint256 seed) public {
        for (uint256 i = 0; i < 16; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            address who = address(uint160(0x100 + seed % 6));
            uint256 choice = (seed >> 8) % 4;
            uint256 amount = within(seed >> 16, 1, 5) * 1 ether;
            if (choice < 2) {
                bond(who, amount, delegateOf(who) == address(0) ? who : delegateOf(who));
            } else {
                bytes memory call = choice == 2
                    ? abi.encodeCall(bonding.unbond, (within(amount, 1, bondedOf(who) + 1)))
                    : abi.encodeCall(bonding.reward, ());
                vm.prank(who);
                (bool done,) = address(bonding).call(call);
                done; // What is refused must change nothing either.
            }
            if ((seed >> 32) % 3 == 0) nextRound();
            checkSet();
        }
    }

    function checkSet() private view {
        uint256 count = 0;
        uint256 sum = 0;
        uint256 before = type(uint256).max;
        for (address a = bonding.getFirstTranscoderInPool(); a != address(0); a = bonding.getNextTranscoderInPool(a)) {
            uint256 stake = bonding.transcoderTotalStake(a);
            atMost(stake, before, "descending");
            isTrue(bonding.isRegisteredTranscoder(a), "registered");
            eq(transcoderOf(a)[5], type(uint256).max, "no end");
            (before, sum, count) = (stake, sum + stake, count + 1);
        }
        eq(count, bonding.getTranscoderPoolSize(), "size");
        atMost(count, POOL, "bounded");
        eq(sum, bonding.nextRoundTotalActiveStake(), "total");
    }
}
