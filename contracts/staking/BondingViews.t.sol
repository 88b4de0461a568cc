// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Staked} from "../test/Staked.sol";
import {DelegatorStatus, TranscoderStatus} from "./Types.sol";

contract BondingViewsTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant d = address(0xD1);

    function setUp() public override {
        super.setUp();
        orchestrator(o, 10 ether, 100_000, 500_000);
        bond(d, 10 ether, o);
        nextRound();
    }

    function test_ofNobodyAllIsZero() public view {
        (uint256 bonded, uint256 fee, address delegate, uint256 delegated, uint256 start, uint256 last, uint256 id) =
            bonding.getDelegator(p);
        eq(bonded + fee + delegated + start + last + id, 0, "delegator");
        eq(delegate, address(0), "delegate");
        uint256[10] memory t = transcoderOf(p);
        for (uint256 i = 0; i < t.length; i++) eq(t[i], 0, "orchestrator");
        uint256[5] memory earnings = poolOf(p, round());
        for (uint256 i = 0; i < earnings.length; i++) eq(earnings[i], 0, "pool");
        (uint256 amount, uint256 withdrawRound) = bonding.getDelegatorUnbondingLock(p, 0);
        eq(amount + withdrawRound, 0, "lock");
        isTrue(!bonding.isValidUnbondingLock(p, 0), "valid lock");
        isTrue(bonding.delegatorStatus(p) == DelegatorStatus.Unbonded, "status");
        isTrue(bonding.transcoderStatus(p) == TranscoderStatus.NotRegistered, "status as orchestrator");
        isTrue(!bonding.isActiveTranscoder(p) && !bonding.isRegisteredTranscoder(p), "neither");
        eq(bonding.getNextTranscoderInPool(p), address(0), "next");
        eq(bonding.pendingStake(p, 0) + bonding.pendingFees(p, 0) + bonding.transcoderTotalStake(p), 0, "stake");
        eq(bonding.transcoderToRewardCaller(p), address(0), "reward caller");
    }

    /// @notice The order of the fields is Livepeer's.
    function test_fieldsOfAnOrchestrator() public {
        uint256 joined = round();
        nextRound();
        reward(o);
        fees(o, 8 ether);
        nextRound();
        reward(o);
        uint256[10] memory t = transcoderOf(o);
        eq(t[0], round(), "last reward round");
        eq(t[1], 100_000, "cut");
        eq(t[2], 500_000, "share");
        eq(t[3], round() + 1, "last update of its stake");
        eq(t[4], joined, "activation");
        eq(t[5], type(uint256).max, "deactivation");
        isTrue(t[6] > 0 && t[7] > t[6], "own rewards, at the round's start and now");
        eq(t[8], 4 ether, "own fees");
        eq(t[9], round() - 1, "last fee round");
    }

    function test_fieldsOfARound() public {
        reward(o);
        fees(o, 8 ether);
        (uint256 stake, uint256 cut, uint256 share, uint256 rewardFactor, uint256 feeFactor) =
            bonding.getTranscoderEarningsPoolForRound(o, round());
        eq(stake, 20 ether, "stake");
        eq(cut, 100_000, "cut");
        eq(share, 500_000, "share");
        isTrue(rewardFactor > 1e27, "reward factor");
        eq(feeFactor, 1e27 / uint256(5), "fee factor");
    }

    function test_thePool() public {
        eq(bonding.getTranscoderPoolSize(), 1, "size");
        eq(bonding.getTranscoderPoolMaxSize(), POOL, "room");
        eq(bonding.getFirstTranscoderInPool(), o, "first");
        eq(bonding.getNextTranscoderInPool(o), address(0), "the only one");
        bond(p, 21 ether, p);
        eq(bonding.getFirstTranscoderInPool(), p, "new first");
        eq(bonding.getNextTranscoderInPool(p), o, "second");
        eq(bonding.getTotalBonded(), 20 ether, "this round");
        eq(bonding.currentRoundTotalActiveStake(), 20 ether, "under its other name");
        eq(bonding.nextRoundTotalActiveStake(), 41 ether, "the next");
        nextRound();
        eq(bonding.getTotalBonded(), 41 ether, "which has come");
    }

    /// @notice Tools read the numbers of the statuses.
    function test_numbersOfStatuses() public {
        bond(p, 1 ether, o);
        eq(uint256(bonding.delegatorStatus(p)), 0, "pending");
        eq(uint256(bonding.delegatorStatus(d)), 1, "bonded");
        eq(uint256(bonding.delegatorStatus(address(0xD2))), 2, "unbonded");
        eq(uint256(bonding.transcoderStatus(d)), 0, "not registered");
        eq(uint256(bonding.transcoderStatus(o)), 1, "registered");
    }
}
