// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Staked} from "../test/Staked.sol";
import {Earnings} from "./Earnings.sol";
import {Rewards} from "./Rewards.sol";

contract RewardsTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant d = address(0xD1);
    address private constant caller = address(0xCA);
    uint256 private constant ONE = 1e27;

    function setUp() public override {
        super.setUp();
        orchestrator(o, 10 ether, 200_000, 700_000);
        bond(d, 30 ether, o);
        nextRound();
    }

    function setTerms(address account, uint256 cut, uint256 share) private {
        vm.prank(account);
        bonding.transcoder(cut, share);
    }

    function credit(address account, uint256 amount) private {
        vm.prank(broker);
        bonding.updateTranscoderWithFees(account, amount, 0);
    }

    function overflow(uint256 value) private pure returns (bytes memory) {
        return abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, value);
    }

    function test_termsHoldForTheRoundsAfterReward() public {
        reward(o);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderUpdate(o, 300_000, 400_000);
        setTerms(o, 300_000, 400_000);
        eq(transcoderOf(o)[1], 300_000, "cut");
        eq(transcoderOf(o)[2], 400_000, "share");
        fees(o, 1 ether);
        eq(poolOf(o, round())[1], 200_000, "this round's cut stands");
        eq(poolOf(o, round())[2], 700_000, "this round's share too");
        nextRound();
        fees(o, 1 ether);
        eq(poolOf(o, round())[1], 300_000, "the next one's");
        eq(poolOf(o, round())[2], 400_000, "and its share");
    }

    function test_checksOfTermsInTheirOrder() public {
        vm.roll(rounds.currentRoundStartBlock() + ROUND * 9 / 10);
        vm.expectRevert(Rewards.RoundLocked.selector);
        setTerms(d, 1_000_001, 1_000_001);
        vm.roll(block.number - 1);
        vm.expectRevert(Rewards.InvalidRewardCut.selector);
        setTerms(d, 1_000_001, 1_000_001);
        vm.expectRevert(Rewards.InvalidFeeShare.selector);
        setTerms(d, 1_000_000, 1_000_001);
        vm.expectRevert(Rewards.NotRegistered.selector);
        setTerms(d, 1_000_000, 1_000_000);
        vm.expectRevert(Earnings.RewardNotCalled.selector);
        setTerms(o, 1_000_000, 1_000_000);
        reward(o);
        setTerms(o, 1_000_000, 1_000_000);
    }

    function test_rewardIsMintedAndShared() public {
        uint256 mintable = minter.currentMintableTokens();
        uint256 held = token.balanceOf(address(minter));
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Reward(o, mintable);
        vm.prank(o);
        bonding.reward();

        uint256 own = mintable * 200_000 / 1_000_000;
        uint256 shared = mintable - own;
        eq(token.balanceOf(address(minter)), held + mintable, "the Minter holds it");
        eq(bonding.transcoderTotalStake(o), 40 ether + mintable, "stake");
        eq(bonding.nextRoundTotalActiveStake(), 40 ether + mintable, "next total");
        uint256[10] memory t = transcoderOf(o);
        eq(t[0], round(), "last reward round");
        eq(t[6], 0, "own rewards at the round's start");
        eq(t[7], own, "own rewards");
        uint256[5] memory now_ = poolOf(o, round());
        eq(now_[0], 40 ether, "stake of the round");
        eq(now_[1], 200_000, "cut");
        eq(now_[2], 700_000, "share");
        eq(now_[3], ONE + ONE * shared / uint256(40 ether), "factor");
        eq(poolOf(o, round() + 1)[0], 40 ether + mintable, "stake of the next");
        eq(stakeOf(o), 10 ether + own + shared / 4, "orchestrator");
        atMost(30 ether + shared * 3 / 4 - stakeOf(d), 1, "delegator");
    }

    function test_ownRewardsEarnLikeStake() public {
        uint256 first = reward(o);
        uint256 own = first / 5;
        nextRound();
        uint256 total = bonding.transcoderTotalStake(o);
        uint256 second = reward(o);
        uint256 shared = second - second / 5;
        uint256[10] memory t = transcoderOf(o);
        eq(t[6], own, "own rewards at the round's start");
        eq(t[7], own + shared * own / total + second / 5, "own rewards with their part");
        vm.prank(o);
        bonding.claimEarnings(0);
        eq(transcoderOf(o)[7], 0, "claimed");
        eq(transcoderOf(o)[6], own, "the start's stand until the next reward");
        nextRound();
        reward(o);
        eq(transcoderOf(o)[6], 0, "which finds none");
    }

    function test_badRewards() public {
        vm.prank(d);
        vm.expectRevert(Rewards.NotActive.selector);
        bonding.reward();
        bond(p, 1 ether, p);
        vm.prank(p);
        vm.expectRevert(Rewards.NotActive.selector);
        bonding.reward(); // active from the next round on
        reward(o);
        vm.prank(o);
        vm.expectRevert(Rewards.RewardAlreadyCalled.selector);
        bonding.rewardWithHint(address(0), address(0));
    }

    function test_rewardMovesItsOrchestratorInThePool() public {
        bond(p, 40 ether, p); // before o, as an equal that came later
        nextRound();
        eq(bonding.getFirstTranscoderInPool(), p, "first");
        vm.prank(o);
        bonding.rewardWithHint(address(0), p);
        eq(bonding.getFirstTranscoderInPool(), o, "now first");
    }

    function test_rewardOfOneThatLeftBelongsToItsRound() public {
        vm.prank(o);
        bonding.unbond(10 ether);
        uint256 minted = reward(o);
        isTrue(minted > 0, "minted");
        eq(bonding.transcoderTotalStake(o), 30 ether + minted, "stake");
        eq(bonding.nextRoundTotalActiveStake(), 0, "not in the pool");
        isTrue(stakeOf(d) > 30 ether, "its delegators earn");
        bond(o, 1 ether, o);
        eq(stakeOf(o), 1 ether + minted / 5, "its own part waits for it");
    }

    function test_aRewardCannotOverflow() public {
        token.mint(address(this), 1 << 160);
        nextRound();
        uint256 minted = minter.currentMintableTokens();
        vm.prank(o);
        vm.expectRevert(overflow(minted / 5)); // its own part, first
        bonding.reward();
    }

    function test_rewardCallerCallsForItsOrchestrator() public {
        vm.expectEmit(address(bonding));
        emit Rewards.RewardCallerSet(o, caller);
        vm.prank(o);
        bonding.setRewardCaller(caller);
        eq(bonding.transcoderToRewardCaller(o), caller, "caller");
        uint256 mintable = minter.currentMintableTokens();
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Reward(o, mintable);
        vm.prank(caller);
        bonding.rewardForTranscoder(o);
        eq(transcoderOf(o)[0], round(), "called");
        nextRound();
        vm.prank(caller);
        bonding.rewardForTranscoderWithHint(o, address(0), address(0));
        nextRound();
        reward(o); // it may itself, as before
        vm.prank(caller);
        vm.expectRevert(Rewards.RewardAlreadyCalled.selector);
        bonding.rewardForTranscoder(o);
    }

    function test_onlyTheRewardCallerDoes() public {
        vm.startPrank(caller);
        vm.expectRevert(Rewards.OnlyRewardCaller.selector);
        bonding.rewardForTranscoder(o);
        bonding.setRewardCaller(o); // which names nobody for o
        vm.expectRevert(Rewards.OnlyRewardCaller.selector);
        bonding.rewardForTranscoder(o);
        vm.stopPrank();
        vm.startPrank(o);
        bonding.setRewardCaller(caller);
        bonding.setRewardCaller(address(0));
        vm.expectRevert(Rewards.NotActive.selector);
        bonding.rewardForTranscoder(caller); // named for it, which has no stake
        vm.stopPrank();
        vm.prank(caller);
        vm.expectRevert(Rewards.OnlyRewardCaller.selector);
        bonding.rewardForTranscoder(o);
    }

    /// @notice Both accounts can be searched for in the logs.
    function test_bothAccountsOfARewardCallerAreIndexed() public {
        vm.recordLogs();
        vm.prank(o);
        bonding.setRewardCaller(caller);
        eq(vm.getRecordedLogs()[0].topics.length, 3, "topics");
    }

    function test_feesAreShared() public {
        fees(o, 10 ether);
        eq(bonding.pendingFees(o, 0), 3 ether + 7 ether / 4, "orchestrator");
        eq(bonding.pendingFees(d, 0), 7 ether * 3 / 4, "delegator");
        uint256[10] memory t = transcoderOf(o);
        eq(t[8], 3 ether, "own fees");
        eq(t[9], round(), "last fee round");
        eq(poolOf(o, round())[0], 40 ether, "stake");
        eq(poolOf(o, round())[4], ONE * 7 / 40, "factor");
        reward(o);
        fees(o, 10 ether);
        atMost(14 ether * 3 / 4 - bonding.pendingFees(d, 0), 1, "the same after the reward");
        eq(poolOf(o, round())[4], ONE * 14 / 40, "twice the factor");
    }

    function test_feesOfARoundThatIsNotInitialised() public {
        vm.roll(block.number + ROUND);
        fees(o, 1 ether);
        eq(transcoderOf(o)[9], round(), "belong to it");
        eq(poolOf(o, round())[0], 40 ether, "with the stake of before");
    }

    function test_theRoundOfFeesIsNotRead() public {
        vm.deal(broker, 1 ether);
        vm.startPrank(broker);
        minter.depositETH{value: 1 ether}();
        bonding.updateTranscoderWithFees(o, 1 ether, type(uint256).max);
        vm.stopPrank();
        eq(transcoderOf(o)[9], round(), "the current one");
    }

    function test_feesNeedTheBrokerAndAnActiveOrchestrator() public {
        vm.prank(o);
        vm.expectRevert(Rewards.OnlyTicketBroker.selector);
        bonding.updateTranscoderWithFees(o, 1, 0);
        vm.expectRevert(Rewards.NotActive.selector);
        credit(d, 1);
        bond(p, 1 ether, p);
        vm.expectRevert(Rewards.NotActive.selector);
        credit(p, 1);
    }

    function test_feesOfOneThatLeftInTheRoundWaitForIt() public {
        vm.prank(o);
        bonding.unbond(10 ether);
        fees(o, 10 ether);
        eq(bonding.pendingFees(d, 0), 7 ether * 3 / 4, "its delegators have theirs");
        eq(bonding.pendingFees(o, 0), 0, "it has no bond");
        bond(o, 1, o);
        eq(bonding.pendingFees(o, 0), 3 ether, "its own part, when it has one again");
    }

    function test_feesCannotOverflow() public {
        uint256 most = type(uint128).max;
        bond(p, 1 ether, p);
        nextRound();
        credit(p, most);
        vm.expectRevert(overflow(most + 1));
        credit(p, 1);
    }

    /// @notice One round's reward by the terms: nobody gets more than its part, nor less by more than two units.
    function testFuzz_reward(uint256 own, uint256 delegated, uint256 cut) public {
        own = within(own, 1, 1e27);
        delegated = within(delegated, 1, 1e27);
        cut = within(cut, 0, 1_000_000);
        orchestrator(p, own, cut, 0);
        bond(caller, delegated, p);
        nextRound();
        uint256 minted = reward(p);
        uint256 kept = minted * cut / 1_000_000;
        uint256 part = (minted - kept) * delegated / (own + delegated);
        near(stakeOf(caller) - delegated, part, "delegator");
        near(stakeOf(p) - own, kept + (minted - kept) * own / (own + delegated), "orchestrator");
        atMost(stakeOf(p) + stakeOf(caller), bonding.transcoderTotalStake(p), "no more than was minted");
    }

    function testFuzz_fees(uint256 own, uint256 delegated, uint256 share, uint256 amount, bool rewarded) public {
        own = within(own, 1, 1e27);
        delegated = within(delegated, 1, 1e27);
        share = within(share, 0, 1_000_000);
        amount = within(amount, 0, 1e24);
        orchestrator(p, own, 0, share);
        bond(caller, delegated, p);
        nextRound();
        if (rewarded) reward(p);
        fees(p, amount);
        uint256 shared = amount * share / 1_000_000;
        near(bonding.pendingFees(caller, 0), shared * delegated / (own + delegated), "delegator");
        near(bonding.pendingFees(p, 0), amount - shared + shared * own / (own + delegated), "orchestrator");
        atMost(bonding.pendingFees(p, 0) + bonding.pendingFees(caller, 0), amount, "no more than came in");
    }

    /// @dev At most `exact`, for which both factor and product are rounded down.
    function near(uint256 actual, uint256 exact, string memory what) private pure {
        atMost(actual, exact, what);
        atMost(exact, actual + 2, what);
    }
}
