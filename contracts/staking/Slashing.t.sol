// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Staked} from "../test/Staked.sol";
import {Slashing} from "./Slashing.sol";
import {DelegatorStatus} from "./Types.sol";

contract SlashingTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant d = address(0xD1);
    address private constant finder = address(0xF1);
    address private constant verifier = address(0x5E);

    function setUp() public override {
        super.setUp();
        register("Verifier", verifier);
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 8 ether, 0, 0);
        bond(d, 4 ether, o);
        nextRound();
    }

    function slash(address account, address finder_, uint256 amount, uint256 fee) private {
        vm.prank(verifier);
        bonding.slashTranscoder(account, finder_, amount, fee);
    }

    function test_slashTakesFromTheBondAndEndsTheOrchestratorsPlace() public {
        uint256 supply = token.totalSupply();
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderDeactivated(o, round() + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderSlashed(o, finder, 5 ether, 1 ether);
        slash(o, finder, 500_000, 200_000);

        eq(bondedOf(o), 5 ether, "half of its bond is left");
        eq(token.balanceOf(finder), 1 ether, "a fifth of the penalty is the finder's");
        eq(supply - token.totalSupply(), 4 ether, "the rest is burned");
        eq(token.balanceOf(address(minter)), 17 ether, "what is left in the Minter");
        eq(bondedOf(d), 4 ether, "its delegators lose nothing");
        eq(bonding.transcoderTotalStake(o), 9 ether, "stake");
        isTrue(bonding.isRegisteredTranscoder(o), "still registered");
        eq(bonding.getFirstTranscoderInPool(), p, "out of the pool");
        eq(bonding.getTranscoderPoolSize(), 1, "size");
        eq(bonding.nextRoundTotalActiveStake(), 8 ether, "next total");
        eq(poolOf(o, round())[0], 14 ether, "this round's stake stands");
        isTrue(bonding.isActiveTranscoder(o), "active to the round's end");
        nextRound();
        isTrue(!bonding.isActiveTranscoder(o), "and no longer");
        vm.prank(o);
        bonding.transcoder(0, 0);
        eq(bonding.nextRoundTotalActiveStake(), 17 ether, "it may come back");
    }

    function test_withoutAFinderAllIsBurned() public {
        uint256 supply = token.totalSupply();
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderSlashed(o, address(0), 1 ether, 0);
        slash(o, address(0), 100_000, 1_000_000);
        eq(supply - token.totalSupply(), 1 ether, "burned");
    }

    function test_theFinderMayGetAll() public {
        uint256 supply = token.totalSupply();
        slash(o, finder, 100_000, 1_000_000);
        eq(token.balanceOf(finder), 1 ether, "finder");
        eq(token.totalSupply(), supply, "nothing burned");
    }

    function test_slashOfTheWholeBondEndsIt() public {
        slash(o, finder, 1_000_000, 0);
        (uint256 bonded,, address delegate,, uint256 start,,) = bonding.getDelegator(o);
        eq(bonded + start, 0, "nothing left");
        eq(delegate, address(0), "no delegate");
        isTrue(!bonding.isRegisteredTranscoder(o), "not registered");
        isTrue(bonding.delegatorStatus(o) == DelegatorStatus.Unbonded, "unbonded");
        eq(bonding.transcoderTotalStake(o), 4 ether, "its delegators stay");
        eq(bonding.nextRoundTotalActiveStake(), 8 ether, "next total");
        vm.prank(d);
        bonding.bond(0, p);
        eq(bonding.transcoderTotalStake(p), 12 ether, "and can leave");
        bond(o, 1 ether, o);
        isTrue(bonding.isRegisteredTranscoder(o), "it may begin again");
    }

    function test_slashOfNothingOnlyEndsItsPlace() public {
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderDeactivated(o, round() + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderSlashed(o, finder, 0, 0);
        slash(o, finder, 0, 1_000_000);
        eq(bondedOf(o), 10 ether, "bond");
        eq(bonding.getTranscoderPoolSize(), 1, "pool");
    }

    function test_whoHasNoBondLosesNothing() public {
        uint256 supply = token.totalSupply();
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderSlashed(address(0xD2), finder, 0, 0);
        slash(address(0xD2), finder, 1_000_000, 1_000_000);
        eq(token.totalSupply(), supply, "supply");
        eq(token.balanceOf(finder), 0, "finder");
    }

    function test_slashOfADelegatorLowersItsDelegate() public {
        bond(d, 0.5 ether, o);
        bond(p, 6.25 ether, p);
        eq(bonding.getFirstTranscoderInPool(), o, "first");
        slash(d, finder, 500_000, 0);
        eq(bondedOf(d), 2.25 ether, "bond");
        eq(bonding.transcoderTotalStake(o), 12.25 ether, "stake of the delegate");
        eq(bonding.nextRoundTotalActiveStake(), 26.5 ether, "next total");
        eq(bonding.getFirstTranscoderInPool(), p, "now behind");
        eq(bonding.getTranscoderPoolSize(), 2, "which stays in the pool");
        slash(d, finder, 1_000_000, 0);
        eq(delegateOf(d), address(0), "gone");
        eq(bonding.transcoderTotalStake(o), 10 ether, "its own is left");
    }

    function test_slashOutsideThePool() public {
        address[2] memory more = [address(0x03), address(0x04)];
        bond(more[0], 30 ether, more[0]);
        bond(more[1], 30 ether, more[1]); // pushes p out
        uint256 total = bonding.nextRoundTotalActiveStake();
        slash(p, finder, 500_000, 0);
        eq(bondedOf(p), 4 ether, "bond");
        eq(bonding.transcoderTotalStake(p), 4 ether, "stake");
        eq(bonding.nextRoundTotalActiveStake(), total, "total");
    }

    function test_unclaimedEarningsAreSlashedTooButNotLocks() public {
        vm.prank(o);
        bonding.unbond(2 ether);
        nextRound();
        reward(o);
        uint256 bonded = stakeOf(o);
        isTrue(bonded > 8 ether, "with rewards");
        slash(o, address(0), 1_000_000, 0);
        eq(stakeOf(o), 0, "all");
        (uint256 locked,) = bonding.getDelegatorUnbondingLock(o, 0);
        eq(locked, 2 ether, "lock");
        eq(bonding.transcoderTotalStake(o), token.totalSupply() - 8 ether - 2 ether, "its delegators' stake");
    }

    function test_badSlashes() public {
        vm.prank(o);
        vm.expectRevert(Slashing.OnlyVerifier.selector);
        bonding.slashTranscoder(p, o, 1_000_001, 1_000_001);
        vm.expectRevert(Slashing.InvalidSlashAmount.selector);
        slash(o, finder, 1_000_001, 1_000_001);
        vm.expectRevert(Slashing.InvalidFinderFee.selector);
        slash(o, finder, 1_000_000, 1_000_001);
    }

    function test_nobodySlashesBeforeAVerifierIsRegistered() public {
        register("Verifier", address(0));
        vm.prank(verifier);
        vm.expectRevert(Slashing.OnlyVerifier.selector);
        bonding.slashTranscoder(o, finder, 1, 0);
    }

    function testFuzz_penaltyIsConserved(uint256 stake, uint256 part, uint256 fee) public {
        stake = within(stake, 1, 1e27);
        part = within(part, 0, 1_000_000);
        fee = within(fee, 0, 1_000_000);
        address a = address(0xA1);
        bond(a, stake, a);
        uint256 supply = token.totalSupply();
        slash(a, finder, part, fee);
        uint256 penalty = stake * part / 1_000_000;
        eq(bondedOf(a), stake - penalty, "what is left");
        eq(token.balanceOf(finder), penalty * fee / 1_000_000, "finder");
        eq(supply - token.totalSupply(), penalty - token.balanceOf(finder), "burned");
        eq(token.balanceOf(address(minter)), token.totalSupply() - token.balanceOf(finder), "Minter");
    }
}
