// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Holds the protocol's ETH and bonded tokens, and mints rewards.
interface IMinter {
    event SetCurrentRewardTokens(uint256 currentMintableTokens, uint256 currentInflation);

    /// @notice Mints `numerator / denominator` of the round's mintable tokens. BondingManager only.
    function createReward(uint256 numerator, uint256 denominator) external returns (uint256 amount);

    /// @notice Sends tokens that the Minter holds. BondingManager only.
    function trustedTransferTokens(address to, uint256 amount) external;

    /// @notice Burns tokens that the Minter holds. BondingManager only.
    function trustedBurnTokens(uint256 amount) external;

    /// @notice Sends ETH that the Minter holds, in wei. BondingManager or TicketBroker only.
    function trustedWithdrawETH(address payable to, uint256 amount) external;

    /// @notice Takes ETH in. TicketBroker (or an older Minter) only.
    function depositETH() external payable returns (bool);

    /// @notice Sets what may be minted in the round that begins. RoundsManager only.
    function setCurrentRewardTokens() external;
}
