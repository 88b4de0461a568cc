// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the other contracts ask of staking.
interface IBondingManager {
    /// @notice Credits an orchestrator and its delegators with fees in wei. TicketBroker only.
    function updateTranscoderWithFees(address transcoder, uint256 fees, uint256 round) external;

    /// @notice Fixes the active set's size and stake for the round that begins. RoundsManager only.
    function setCurrentRoundTotalActiveStake() external;

    /// @notice Whether an orchestrator is in the active set in the current round.
    function isActiveTranscoder(address transcoder) external view returns (bool);

    /// @notice Whether an account is bonded to itself.
    function isRegisteredTranscoder(address transcoder) external view returns (bool);

    /// @notice Number of orchestrators that are active in the current round.
    function activeSetSize() external view returns (uint32);

    /// @notice Tokens bonded to the active set.
    function getTotalBonded() external view returns (uint256);
}
