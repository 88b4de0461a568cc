// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IStakingEvents} from "../interfaces/IStakingEvents.sol";
import {Manager} from "../Manager.sol";
import {Staked} from "../test/Staked.sol";
import {Delegation} from "./Delegation.sol";
import {Earnings} from "./Earnings.sol";
import {Locks} from "./Locks.sol";
import {DelegatorStatus, TranscoderStatus} from "./Types.sol";

contract DelegationTest is Staked {
    address private constant o = address(0x01);
    address private constant p = address(0x02);
    address private constant d = address(0xD1);
    address private constant e = address(0xD2);

    function bondFor(uint256 amount, address owner, address to) private {
        bonding.bondForWithHint(amount, owner, to, address(0), address(0), address(0), address(0));
    }

    function status(address account) private view returns (uint256) {
        return uint256(bonding.delegatorStatus(account));
    }

    function test_bondToSelfMakesAnOrchestrator() public {
        give(o, 10 ether);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.TranscoderActivated(o, round() + 1);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Bond(o, address(0), o, 10 ether, 10 ether);
        vm.prank(o);
        bonding.bond(10 ether, o);

        isTrue(bonding.isRegisteredTranscoder(o), "registered");
        isTrue(bonding.transcoderStatus(o) == TranscoderStatus.Registered, "status");
        isTrue(bonding.transcoderStatus(d) == TranscoderStatus.NotRegistered, "other");
        isTrue(!bonding.isActiveTranscoder(o), "not active yet");
        eq(status(o), uint256(DelegatorStatus.Pending), "pending");
        eq(token.balanceOf(address(minter)), 10 ether, "the Minter holds the tokens");
        nextRound();
        isTrue(bonding.isActiveTranscoder(o), "active");
        eq(status(o), uint256(DelegatorStatus.Bonded), "bonded");
        eq(bonding.getTotalBonded(), 10 ether, "total");
    }

    function test_delegatorsFields() public {
        orchestrator(o, 10 ether, 0, 0);
        bond(d, 4 ether, o);
        bond(d, 1 ether, o);
        (uint256 bonded, uint256 fees_, address delegate, uint256 delegated, uint256 start, uint256 last, uint256 id) =
            bonding.getDelegator(d);
        eq(bonded, 5 ether, "bonded");
        eq(fees_, 0, "fees");
        eq(delegate, o, "delegate");
        eq(delegated, 0, "delegated");
        eq(start, round() + 1, "start");
        eq(last, round(), "last claim");
        eq(id, 0, "lock id");
        eq(bonding.transcoderTotalStake(o), 15 ether, "total stake");
        eq(bonding.nextRoundTotalActiveStake(), 15 ether, "next total");
        eq(status(e), uint256(DelegatorStatus.Unbonded), "nobody");
    }

    function test_changeOfDelegateMovesTheWholeStake() public {
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 10 ether, 0, 0);
        bond(d, 4 ether, o);
        give(d, 1 ether);
        vm.expectEmit(address(bonding));
        emit IStakingEvents.Bond(p, o, d, 1 ether, 5 ether);
        vm.prank(d);
        bonding.bondWithHint(1 ether, p, p, address(0), address(0), o);
        eq(bonding.transcoderTotalStake(o), 10 ether, "old delegate");
        eq(bonding.transcoderTotalStake(p), 15 ether, "new delegate");
        eq(bonding.getFirstTranscoderInPool(), p, "first");
        eq(bonding.getNextTranscoderInPool(p), o, "next");
        vm.prank(d);
        bonding.bond(0, o);
        eq(bonding.transcoderTotalStake(o), 15 ether, "back, with nothing added");
    }

    function test_aThirdPartyAdds() public {
        orchestrator(o, 10 ether, 0, 0);
        bond(d, 4 ether, o);
        give(e, 4 ether);
        vm.prank(e);
        bondFor(1 ether, d, o);
        eq(bondedOf(d), 5 ether, "added");
        vm.prank(e);
        bondFor(3 ether, address(0xD3), o);
        eq(bondedOf(address(0xD3)), 3 ether, "for a new delegator");
        eq(token.balanceOf(e), 0, "paid by the caller");
    }

    function test_aThirdPartyCannotMoveStakeOrMakeAnOrchestrator() public {
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 10 ether, 0, 0);
        bond(d, 4 ether, o);
        give(e, 4 ether);
        vm.startPrank(e);
        vm.expectRevert(Delegation.OnlyOwnerOfBond.selector);
        bondFor(1 ether, d, p);
        vm.expectRevert(Delegation.OnlyOwnerOfBond.selector);
        bondFor(1 ether, address(0xD3), address(0xD3));
        vm.expectRevert(Delegation.NothingToDelegate.selector);
        bondFor(0, d, o);
        vm.stopPrank();
    }

    function test_aThirdPartyCannotMakeAnotherForgoItsReward() public {
        orchestrator(o, 10 ether, 0, 0);
        bond(d, 10 ether, o);
        nextRound();
        give(e, 10 ether);
        vm.prank(e);
        vm.expectRevert(Earnings.RewardNotCalled.selector);
        bondFor(1 ether, d, o);
        vm.prank(d);
        bonding.claimEarnings(0);
        vm.prank(e);
        bondFor(1 ether, d, o);
        nextRound();
        reward(o);
        vm.prank(e);
        bondFor(1 ether, d, o);
        isTrue(bondedOf(d) > 12 ether, "with the reward");
    }

    function test_ofADelegateThatIsNotActiveNothingIsForgone() public {
        bond(d, 1 ether, o);
        nextRound();
        give(e, 1 ether);
        vm.prank(e);
        bondFor(1 ether, d, o);
        eq(bondedOf(d), 2 ether, "added");
    }

    function test_badBonds() public {
        orchestrator(o, 10 ether, 0, 0);
        orchestrator(p, 10 ether, 0, 0);
        vm.startPrank(d);
        vm.expectRevert(Delegation.NothingToDelegate.selector);
        bonding.bond(0, o);
        vm.expectRevert(Locks.InvalidDelegate.selector);
        bonding.bond(1 ether, address(0));
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(bonding), 0, 1 ether
            )
        );
        bonding.bond(1 ether, o);
        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, type(uint256).max)
        );
        bonding.bond(type(uint256).max, o);
        vm.stopPrank();
        vm.prank(o);
        vm.expectRevert(Delegation.TranscoderCannotDelegate.selector);
        bonding.bond(0, p);
    }

    function test_nothingMovesWhilePausedOrBeforeTheRoundIsInitialised() public {
        controller.pause();
        vm.expectRevert(Manager.SystemPaused.selector);
        bonding.bond(1, o);
        controller.unpause();
        vm.roll(block.number + ROUND);
        vm.expectRevert(Manager.RoundNotInitialized.selector);
        bonding.bond(1, o);
    }

    function test_onlyTheRoundsManagerFixesTheTotal() public {
        vm.expectRevert(abi.encodeWithSignature("OnlyRoundsManager()"));
        bonding.setCurrentRoundTotalActiveStake();
    }

    /// @notice Where a delegator joins late, it has no part in what was earned before, and loses nothing after.
    function testFuzz_lateDelegatorsEarnFromTheNextRound(uint256 early, uint256 late) public {
        early = within(early, 1, 1e27);
        late = within(late, 1, 1e27);
        orchestrator(o, 1 ether, 0, 0);
        bond(d, early, o);
        nextRound();
        bond(e, late, o);
        reward(o);
        eq(stakeOf(e), late, "not in this round");
        nextRound();
        uint256 total = bonding.transcoderTotalStake(o);
        uint256 minted = reward(o);
        uint256 share = minted * late / total;
        atMost(stakeOf(e) - late, share, "no more than its share");
        atMost(share, stakeOf(e) - late + 2, "nor less by more than two units");
    }
}
