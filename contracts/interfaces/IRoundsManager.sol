// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The protocol's clock.
interface IRoundsManager {
    event NewRound(uint256 indexed round, bytes32 blockHash);

    /// @notice Number of the round that the current block is in, initialised or not.
    function currentRound() external view returns (uint256);

    /// @notice Whether initializeRound was called in the current round.
    function currentRoundInitialized() external view returns (bool);

    /// @notice Whether the current round is in its last part, in which cuts and shares stand still.
    function currentRoundLocked() external view returns (bool);

    /// @notice Hash stored when a round was initialised, or zero.
    function blockHashForRound(uint256 round) external view returns (bytes32);
}
