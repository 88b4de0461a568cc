// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

/// @notice One long history. Random actions would prove nothing if they never got through.
contract ProgressTest is Invariants {
    uint256 private constant CALLS = 2000;

    function test_everyActionSucceeds() public {
        uint256 seed = 0;
        bytes4[] memory selectors = targetSelectors()[0].selectors;
        for (uint256 i = 0; i < CALLS; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            bytes4 action = selectors[seed % selectors.length];
            (bool success, bytes memory why) = address(world).call(abi.encodePacked(action, _inputs(seed)));
            if (!success) _rethrow(why);
            if (i % 10 == 0) _check();
        }
        string[] memory actions = world.actionsDone();
        for (uint256 i = 0; i < actions.length; i++) {
            log(actions[i], world.done(actions[i]));
        }
        log("stake that nobody owns", world.unownedTokens());
        log("of it forgone", world.forgoneTokens());
        log("wei that nobody owns", world.unownedWei());
        log("of it forgone", world.forgoneWei());
        eq(actions.length, selectors.length, "actions that succeeded");
        for (uint256 i = 0; i < actions.length; i++) {
            atMost(CALLS / 200, world.done(actions[i]), actions[i]);
        }
    }

    function _check() private view {
        world.checkTokens();
        world.checkEth();
        world.checkPool();
        world.checkRound();
        world.checkFactors();
    }

    function _inputs(uint256 seed) private pure returns (bytes memory inputs) {
        for (uint256 i = 0; i < 4; i++) {
            inputs = bytes.concat(inputs, keccak256(abi.encode(seed, i)));
        }
    }

    function _rethrow(bytes memory why) private pure {
        assembly ("memory-safe") {
            revert(add(why, 32), mload(why))
        }
    }
}
