// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../test/Test.sol";
import {Everybody} from "../test/world/Everybody.sol";

/// @notice A world in which forge takes random actions, one after the other.
abstract contract Invariants is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Everybody internal world;
    bytes4[] private selectors;

    function setUp() public {
        world = new Everybody();
        world.setUp();
        targetContract(address(world));
        selectors = [
            world.bond.selector,
            world.bondFor.selector,
            world.changeDelegate.selector,
            world.unbond.selector,
            world.rebond.selector,
            world.rebondFromUnbonded.selector,
            world.transferBond.selector,
            world.withdrawStake.selector,
            world.withdrawFees.selector,
            world.claim.selector,
            world.reward.selector,
            world.transcoder.selector,
            world.slash.selector,
            world.nextRounds.selector,
            world.passBlocks.selector,
            world.fund.selector,
            world.openSession.selector,
            world.fundSession.selector,
            world.revokeSession.selector,
            world.unlock.selector,
            world.cancelUnlock.selector,
            world.withdraw.selector,
            world.redeem.selector,
            world.redeemAgain.selector,
            world.redeemBatch.selector,
            world.pause.selector
        ];
    }

    /// @notice Forge asks which functions to call.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(world), selectors);
    }
}
