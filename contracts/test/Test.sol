// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice What the tests need of a framework: cheat codes, comparisons, bounded inputs, targets of invariants.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    address private constant CONSOLE = 0x000000000000000000636F6e736F6c652e6c6f67;
    address[] private targets;

    error NotEqual(uint256 actual, uint256 expected, string what);
    error NotBelow(uint256 actual, uint256 bound, string what);
    error NotTrue(string what);

    /// @notice Contracts whose functions an invariant run calls; forge asks.
    function targetContracts() public view returns (address[] memory) {
        return targets;
    }

    function targetContract(address target) internal {
        targets.push(target);
    }

    function eq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(actual, expected, what);
    }

    function eq(address actual, address expected, string memory what) internal pure {
        eq(uint160(actual), uint160(expected), what);
    }

    function eq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        eq(uint256(actual), uint256(expected), what);
    }

    function isTrue(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }

    function atMost(uint256 actual, uint256 bound, string memory what) internal pure {
        if (actual > bound) revert NotBelow(actual, bound, what);
    }

    /// @notice Shows a figure in the test's output, from `-vv` on.
    function log(string memory what, uint256 figure) internal view {
        (bool shown,) = CONSOLE.staticcall(abi.encodeWithSignature("log(string,uint256)", what, figure));
        isTrue(shown, "log");
    }

    /// @notice Folds any number into low..high, both included.
    function within(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return high - low == type(uint256).max ? value : low + value % (high - low + 1);
    }
}
