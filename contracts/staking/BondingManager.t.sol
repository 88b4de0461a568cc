// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../Manager.sol";
import {Staked} from "../test/Staked.sol";
import {BondingBase} from "./BondingBase.sol";
import {BondingManager} from "./BondingManager.sol";

contract BondingManagerTest is Staked {
    address private constant o = address(0x01);
    address private constant stranger = address(0xBAD);

    /// @dev All that moves stake or earnings, with arguments that do not matter.
    function callsOfARound() private view returns (bytes[20] memory calls) {
        address z = address(0);
        calls[0] = abi.encodeCall(bonding.bond, (1, o));
        calls[1] = abi.encodeCall(bonding.bondWithHint, (1, o, z, z, z, z));
        calls[2] = abi.encodeCall(bonding.bondForWithHint, (1, o, o, z, z, z, z));
        calls[3] = abi.encodeCall(bonding.unbond, (1));
        calls[4] = abi.encodeCall(bonding.unbondWithHint, (1, z, z));
        calls[5] = abi.encodeCall(bonding.rebond, (0));
        calls[6] = abi.encodeCall(bonding.rebondWithHint, (0, z, z));
        calls[7] = abi.encodeCall(bonding.rebondFromUnbonded, (o, 0));
        calls[8] = abi.encodeCall(bonding.rebondFromUnbondedWithHint, (o, 0, z, z));
        calls[9] = abi.encodeCall(bonding.transferBond, (o, 1, z, z, z, z));
        calls[10] = abi.encodeCall(bonding.withdrawStake, (0));
        calls[11] = abi.encodeCall(bonding.withdrawFees, (payable(o), 1));
        calls[12] = abi.encodeCall(bonding.claimEarnings, (0));
        calls[13] = abi.encodeCall(bonding.transcoder, (0, 0));
        calls[14] = abi.encodeCall(bonding.transcoderWithHint, (0, 0, z, z));
        calls[15] = abi.encodeCall(bonding.reward, ());
        calls[16] = abi.encodeCall(bonding.rewardWithHint, (z, z));
        calls[17] = abi.encodeCall(bonding.rewardForTranscoder, (o));
        calls[18] = abi.encodeCall(bonding.rewardForTranscoderWithHint, (o, z, z));
        calls[19] = abi.encodeCall(bonding.slashTranscoder, (o, z, 1, 1));
    }

    function failsWith(bytes memory call, bytes4 reason) private {
        (bool done, bytes memory why) = address(bonding).call(call);
        isTrue(!done, "fails");
        eq(bytes32(why), bytes32(reason), "why");
    }

    function test_everyCallNeedsARoundThatIsOpen() public {
        bytes[20] memory calls = callsOfARound();
        controller.pause();
        for (uint256 i = 0; i < calls.length; i++) {
            failsWith(calls[i], Manager.SystemPaused.selector);
        }
        controller.unpause();
        vm.roll(block.number + ROUND);
        for (uint256 i = 0; i < calls.length; i++) {
            failsWith(calls[i], Manager.RoundNotInitialized.selector);
        }
    }

    function test_callsThatNeedNoRoundStopWhilePausedToo() public {
        controller.pause();
        failsWith(abi.encodeCall(bonding.setRewardCaller, (o)), Manager.SystemPaused.selector);
        failsWith(abi.encodeCall(bonding.updateTranscoderWithFees, (o, 1, 0)), Manager.SystemPaused.selector);
    }

    function test_onlyTheRoundsManagerFixesTheTotal() public {
        bond(o, 5 ether, o);
        vm.expectRevert(BondingManager.OnlyRoundsManager.selector);
        bonding.setCurrentRoundTotalActiveStake();
        eq(bonding.currentRoundTotalActiveStake(), 0, "not in this round");
        nextRound();
        eq(bonding.currentRoundTotalActiveStake(), 5 ether, "in the next");
    }

    function test_ownerSetsTheUnbondingPeriod() public {
        vm.expectEmit(address(bonding));
        emit Manager.ParameterUpdate("unbondingPeriod");
        bonding.setUnbondingPeriod(3);
        eq(bonding.unbondingPeriod(), 3, "period");
        bonding.setUnbondingPeriod(bonding.MAX_UNBONDING_PERIOD());

        vm.prank(stranger);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        bonding.setUnbondingPeriod(3);
        vm.expectRevert(BondingBase.InvalidUnbondingPeriod.selector);
        bonding.setUnbondingPeriod(0);
        uint64 tooLong = bonding.MAX_UNBONDING_PERIOD() + 1;
        vm.expectRevert(BondingBase.InvalidUnbondingPeriod.selector);
        bonding.setUnbondingPeriod(tooLong);
    }

    function test_ownerLetsThePoolGrow() public {
        vm.expectEmit(address(bonding));
        emit Manager.ParameterUpdate("numActiveTranscoders");
        bonding.setNumActiveTranscoders(POOL + 1);
        eq(bonding.getTranscoderPoolMaxSize(), POOL + 1, "size");

        vm.prank(stranger);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        bonding.setNumActiveTranscoders(POOL + 2);
        vm.expectRevert(BondingBase.InvalidPoolSize.selector);
        bonding.setNumActiveTranscoders(POOL + 1);
        uint256 tooMany = bonding.MAX_POOL_SIZE() + 1;
        vm.expectRevert(BondingBase.InvalidPoolSize.selector);
        bonding.setNumActiveTranscoders(tooMany);
    }

    function test_onlyTheControllerHandsItOver() public {
        vm.expectRevert(Manager.OnlyController.selector);
        bonding.setController(o);
        vm.expectEmit(address(bonding));
        emit Manager.SetController(o);
        controller.updateController(keccak256("BondingManager"), o);
        eq(address(bonding.controller()), o, "controller");
    }
}
