// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Staked} from "../test/Staked.sol";
import {Vm} from "../test/Vm.sol";

contract EarningsTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant d = address(0xD1);
    address private constant e = address(0xD2);
    address private constant f = address(0xD3);
    uint256 private constant ONE = 1e27;

    function setUp() public override {
        super.setUp();
        orchestrator(o, 10 ether, 100_000, 500_000);
        bond(d, 10 ether, o);
        bond(e, 10 ether, o);
        bond(f, 10 ether, o);
        nextRound();
    }

    function claim(address account) private {
        vm.prank(account);
        bonding.claimEarnings(0);
    }

    function feesOf(address account) private view returns (uint256) {
        return bonding.pendingFees(account, 0);
    }

    function test_aClaimBondsRewardsAndCreditsFees() public {
        uint256 since = round();
        reward(o);
        fees(o, 8 ether);
        nextRound();
        nextRound();
        (uint256 stake, uint256 fee) = (stakeOf(d), feesOf(d));
        eq(fee, 1 ether, "an eighth of the fees");
        vm.expectEmit(address(bonding));
        emit IStakingEvents.EarningsClaimed(o, d, stake - 10 ether, fee, since, round());
        claim(d);
        (uint256 bonded, uint256 credited,,,, uint256 last,) = bonding.getDelegator(d);
        eq(bonded, stake, "bonded");
        eq(credited, fee, "fees");
        eq(last, round(), "last claim");
        eq(stakeOf(d), stake, "nothing pending");
        eq(feesOf(d), fee, "no fees pending");
    }

    function test_anOrchestratorsClaimTakesItsOwnPartToo() public {
        uint256 minted = reward(o);
        fees(o, 8 ether);
        uint256 kept = minted / 10;
        uint256 part = stakeOf(o) - 10 ether - kept;
        eq(feesOf(o), 5 ether, "half and an eighth");
        vm.expectEmit(address(bonding));
        emit IStakingEvents.EarningsClaimed(o, o, kept + part, 5 ether, round(), round());
        claim(o);
        eq(transcoderOf(o)[7], 0, "own rewards");
        eq(transcoderOf(o)[8], 0, "own fees");
        eq(bondedOf(o), 10 ether + kept + part, "bonded");
    }

    function test_theArgumentsAreNotRead() public {
        reward(o);
        fees(o, 1 ether);
        eq(bonding.pendingStake(d, 0), bonding.pendingStake(d, type(uint256).max), "stake");
        eq(bonding.pendingFees(d, 0), bonding.pendingFees(d, type(uint256).max), "fees");
        uint256 stake = stakeOf(d);
        vm.prank(d);
        bonding.claimEarnings(1);
        eq(bondedOf(d), stake, "up to now");
    }

    function test_oneClaimARound() public {
        claim(d);
        reward(o);
        fees(o, 1 ether);
        vm.recordLogs();
        claim(d);
        eq(vm.getRecordedLogs().length, 0, "nothing happens");
        eq(bondedOf(d), 10 ether, "no reward");
    }

    function test_whoHasNoDelegateClaimsNothing() public {
        vm.recordLogs();
        claim(p);
        eq(vm.getRecordedLogs().length, 0, "no event");
        (,,,,, uint256 last,) = bonding.getDelegator(p);
        eq(last, round(), "last claim");
        eq(stakeOf(p) + feesOf(p), 0, "nothing");
    }

    function test_whoClaimsBeforeRewardAndFeesForgoesThem() public {
        claim(d);
        fees(o, 8 ether);
        uint256 minted = reward(o);
        claim(e);
        eq(stakeOf(d), 10 ether, "no reward");
        eq(feesOf(d), 0, "no fees");
        eq(stakeOf(e), 10 ether + (minted - minted / 10) / 4, "others get no more");
        eq(feesOf(e), 1 ether, "nor fees");
        fees(o, 8 ether);
        eq(feesOf(e), 1 ether, "nor those after a claim");
        eq(feesOf(f), 2 ether, "who waits gets both");
        nextRound();
        fees(o, 8 ether);
        isTrue(feesOf(d) > 0 && feesOf(e) > 1 ether, "all earn in the next round");
    }

    function test_anEarlyClaimStoresTheFactorsThatStand() public {
        reward(o);
        fees(o, 1 ether);
        uint256[5] memory before = poolOf(o, round());
        nextRound();
        nextRound();
        eq(poolOf(o, round())[3], 0, "not stored yet");
        claim(d);
        eq(poolOf(o, round())[3], before[3], "reward factor");
        eq(poolOf(o, round())[4], before[4], "fee factor");
        claim(e);
        eq(poolOf(o, round())[3], before[3], "once");
        uint256 stake = stakeOf(f);
        reward(o);
        isTrue(poolOf(o, round())[3] > before[3], "the reward goes on from there");
        isTrue(stakeOf(f) > stake, "for who had not claimed");
        eq(stakeOf(d), bondedOf(d), "not for who had");
    }

    function test_aPoolThatEarnedNothingHasFactorOne() public {
        claim(d);
        eq(poolOf(o, round())[3], ONE, "reward factor");
        eq(poolOf(o, round())[4], 0, "fee factor");
    }

    /// @notice Fees are shared by the stake of the round, also where no reward was called for long.
    function test_feesAfterMissedRewards() public {
        reward(o);
        for (uint256 i = 0; i < 5; i++) nextRound();
        (uint256 before, uint256 total) = (stakeOf(d), bonding.transcoderTotalStake(o));
        fees(o, 8 ether);
        uint256 part = 4 ether * before / total;
        atMost(feesOf(d), part, "no more than its part");
        atMost(part - feesOf(d), 2, "nor less by more than two units");
        reward(o);
        fees(o, 8 ether);
        atMost(feesOf(d), 2 * part + 1, "the same after the reward of the round");
        atMost(2 * part + 1 - feesOf(d), 4, "by the stake at its beginning");
    }

    function test_aDelegatorOfOneThatLeftKeepsWhatItEarned() public {
        reward(o);
        fees(o, 8 ether);
        uint256 all = stakeOf(o);
        vm.prank(o);
        bonding.unbond(all);
        nextRound();
        (uint256 stake, uint256 fee) = (stakeOf(d), feesOf(d));
        for (uint256 i = 0; i < 3; i++) nextRound();
        eq(stakeOf(d), stake, "nothing comes to it");
        give(f, 1 ether); // others may bond for it: it forgoes nothing
        vm.prank(f);
        bonding.bondForWithHint(1 ether, d, o, address(0), address(0), address(0), address(0));
        eq(bondedOf(d), stake + 1 ether, "claimed");
        eq(feesOf(d), fee, "fees");
        vm.prank(o);
        bonding.rebondFromUnbonded(o, 0);
        nextRound();
        reward(o);
        isTrue(stakeOf(d) > stake + 1 ether, "it earns again when its delegate is back");
    }

    function test_whoMovesEarnsWhereItsStakeIs() public {
        orchestrator(p, 10 ether, 0, 0);
        nextRound();
        reward(o);
        uint256 stake = stakeOf(d);
        vm.prank(d);
        bonding.bond(0, p);
        eq(bondedOf(d), stake, "claimed before");
        reward(p);
        eq(stakeOf(d), stake, "nothing more in this round");
        nextRound();
        reward(o);
        eq(stakeOf(d), stake, "nor from where it was");
        reward(p);
        isTrue(stakeOf(d) > stake, "but from where it is");
    }

    function test_aFeeThatCannotBeCountedStopsTheClaim() public {
        uint256 most = type(uint128).max;
        vm.prank(broker);
        bonding.updateTranscoderWithFees(o, most, 0);
        claim(o);
        nextRound();
        vm.prank(broker);
        bonding.updateTranscoderWithFees(o, most, 0);
        uint256 sum = feesOf(o);
        vm.prank(o);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, sum));
        bonding.claimEarnings(0);
    }

    /// @notice The tolerance is one warm read of storage: not one more may hang on the number of rounds.
    function test_aClaimCostsTheSameOverAnyNumberOfRounds() public {
        earn(1);
        uint256 one = costOfClaim(d);
        earn(99);
        uint256 hundred = costOfClaim(e);
        earn(900);
        uint256 thousand = costOfClaim(f);
        (,,,,, uint256 last,) = bonding.getDelegator(f);
        eq(last, round(), "claimed");
        (,, address delegate,,,,) = bonding.getDelegator(d);
        eq(delegate, o, "as it was");
        atMost(hundred, one + 100, "100 rounds");
        atMost(one, hundred + 100, "nor less");
        atMost(thousand, one + 100, "1,000 rounds");
        atMost(one, thousand + 100, "nor less");
    }

    function earn(uint256 count) private {
        for (uint256 i = 0; i < count; i++) {
            nextRound();
            reward(o);
            fees(o, 1 ether);
        }
    }

    /// @dev With storage as cold as in a transaction of its own.
    function costOfClaim(address account) private returns (uint256) {
        vm.cool(address(bonding));
        vm.prank(account);
        uint256 gas = gasleft();
        bonding.claimEarnings(0);
        return gas - gasleft();
    }

    /// @notice What all can claim is never more than what came in; and where each claims at the end of rounds only, it
    /// is all of it but dust: two units for each holder, round and payment. Payments are smaller than the stake, so
    /// that what the dust of stake would earn is dust too.
    function testFuzz_allIsSharedOut(uint256 seed) public {
        address[4] memory all = [o, d, e, f];
        uint256 paid = 0;
        for (uint256 i = 1; i <= 6; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 amount = within(seed >> 16, 0, 1e19);
            bool skipped = seed & 3 == 0;
            if (seed & 4 > 0) fees(o, amount);
            if (!skipped) reward(o);
            if (seed & 8 > 0) fees(o, amount);
            paid += (seed & 4 > 0 ? amount : 0) + (seed & 8 > 0 ? amount : 0);
            for (uint256 k = 0; k < 4; k++) {
                if (seed >> (200 + k) & 1 > 0) checkClaim(all[k]);
            }
            if (!skipped && seed & 16 > 0) {
                vm.prank(o);
                bonding.transcoder(within(seed >> 100, 0, 1_000_000), within(seed >> 140, 0, 1_000_000));
            }
            uint256 stakes = 0;
            uint256 shares = 0;
            for (uint256 k = 0; k < 4; k++) (stakes, shares) = (stakes + stakeOf(all[k]), shares + feesOf(all[k]));
            uint256 total = bonding.transcoderTotalStake(o);
            atMost(stakes, total, "stake");
            atMost(total - stakes, 8 * i, "dust of stake");
            atMost(shares, paid, "fees");
            atMost(paid - shares, 16 * i, "dust of fees");
            nextRound();
        }
    }

    function checkClaim(address account) private {
        (uint256 stake, uint256 fee) = (stakeOf(account), feesOf(account));
        claim(account);
        (uint256 bonded, uint256 credited,,,,,) = bonding.getDelegator(account);
        eq(bonded, stake, "what was pending");
        eq(credited, fee, "and its fees");
    }
}
