// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where the contracts of the protocol find each other, and who governs them.
interface IController {
    event SetContractInfo(bytes32 id, address contractAddress, bytes20 gitCommitHash);
    event Pause();
    event Unpause();

    /// @notice Account that may change parameters: a person's, a timelock's or a governor's.
    function owner() external view returns (address);

    /// @notice Whether state-changing calls of all managed contracts are stopped.
    function paused() external view returns (bool);

    /// @notice Address registered under keccak256(name), or zero.
    function getContract(bytes32 id) external view returns (address);
}
