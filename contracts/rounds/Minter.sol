// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IMinter} from "../interfaces/IMinter.sol";
import {Manager} from "../Manager.sol";

interface IMintableToken is IERC20 {
    function mint(address to, uint256 amount) external;
    function burn(uint256 amount) external;
}

/// @notice Holds all bonded tokens and all ETH of the protocol, and mints each round's rewards. Inflation moves by
/// a fixed step per round towards the target bonding rate.
contract Minter is IMinter, Manager {
    using SafeERC20 for IMintableToken;

    /// @dev Rates are in 1e9ths.
    uint256 private constant PERCENT = 1e9;

    /// @notice Share of the supply that is minted per round, in 1e9ths.
    uint256 public inflation;
    /// @notice Step of inflation per round, in 1e9ths.
    uint256 public inflationChange;
    /// @notice Share of the supply that should be bonded, in 1e9ths.
    uint256 public targetBondingRate;
    /// @notice Most that may be minted in the current round, and what of it was.
    uint256 public currentMintableTokens;
    uint256 public currentMintedTokens;

    error OnlyBondingManager();
    error OnlyRoundsManager();
    error OnlyMinterOrTicketBroker();
    error OnlyBondingManagerOrTicketBroker();
    error InvalidPercentage();
    error MintableExceeded();
    error TransferFailed();
    error SystemNotPaused();
    error InvalidMinter();

    modifier onlyBondingManager() {
        if (msg.sender != address(bondingManager())) revert OnlyBondingManager();
        _;
    }

    modifier onlyBondingManagerOrTicketBroker() {
        if (msg.sender != address(bondingManager()) && msg.sender != _ticketBroker()) {
            revert OnlyBondingManagerOrTicketBroker();
        }
        _;
    }

    modifier onlyRoundsManager() {
        if (msg.sender != address(roundsManager())) revert OnlyRoundsManager();
        _;
    }

    /// @param inflation_ first inflation, 1e9ths @param change step per round @param target bonding rate
    constructor(address controller_, uint256 inflation_, uint256 change, uint256 target) Manager(controller_) {
        _requireRate(inflation_);
        inflation = inflation_;
        _setInflationChange(change);
        _setTargetBondingRate(target);
    }

    /// @notice Sets the bonding rate to steer to, in 1e9ths. Owner only.
    function setTargetBondingRate(uint256 target) external onlyControllerOwner {
        _setTargetBondingRate(target);
    }

    /// @notice Sets the step of inflation per round, in 1e9ths. Owner only.
    function setInflationChange(uint256 change) external onlyControllerOwner {
        _setInflationChange(change);
    }

    /// @notice Hands all tokens and ETH to another Minter under the same Controller, while the system is paused.
    /// Owner only.
    function migrateToNewMinter(address payable next) external onlyControllerOwner {
        if (!controller.paused()) revert SystemNotPaused();
        if (next == address(0) || next == address(this)) revert InvalidMinter();
        if (address(Minter(next).controller()) != address(controller)) revert InvalidMinter();
        IMintableToken token = _token();
        token.safeTransfer(next, token.balanceOf(address(this)));
        Minter(next).depositETH{value: address(this).balance}();
    }

    /// @inheritdoc IMinter
    function createReward(uint256 numerator, uint256 denominator)
        external
        onlyBondingManager
        whenSystemNotPaused
        returns (uint256 amount)
    {
        amount = currentMintableTokens * (numerator * PERCENT / denominator) / PERCENT;
        uint256 minted = currentMintedTokens + amount;
        if (minted > currentMintableTokens) revert MintableExceeded();
        currentMintedTokens = minted;
        _token().mint(address(this), amount);
    }

    /// @inheritdoc IMinter
    function trustedTransferTokens(address to, uint256 amount) external onlyBondingManager whenSystemNotPaused {
        _token().safeTransfer(to, amount);
    }

    /// @inheritdoc IMinter
    function trustedBurnTokens(uint256 amount) external onlyBondingManager whenSystemNotPaused {
        _token().burn(amount);
    }

    /// @inheritdoc IMinter
    /// @dev All gas goes with it, so that smart accounts can be paid: callers have settled their books before.
    function trustedWithdrawETH(address payable to, uint256 amount)
        external
        onlyBondingManagerOrTicketBroker
        whenSystemNotPaused
    {
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert TransferFailed();
    }

    /// @inheritdoc IMinter
    function depositETH() external payable returns (bool) {
        if (msg.sender != address(minter()) && msg.sender != _ticketBroker()) revert OnlyMinterOrTicketBroker();
        return true;
    }

    /// @inheritdoc IMinter
    function setCurrentRewardTokens() external onlyRoundsManager whenSystemNotPaused {
        inflation = _nextInflation();
        currentMintableTokens = getGlobalTotalSupply() * inflation / PERCENT;
        currentMintedTokens = 0;
        emit SetCurrentRewardTokens(currentMintableTokens, inflation);
    }

    /// @notice All tokens there are.
    function getGlobalTotalSupply() public view returns (uint256) {
        return _token().totalSupply();
    }

    /// @notice The Controller, under the name that Livepeer's tools ask for.
    function getController() external view returns (address) {
        return address(controller);
    }

    function _nextInflation() private view returns (uint256) {
        uint256 supply = getGlobalTotalSupply();
        uint256 rate = supply == 0 ? 0 : bondingManager().getTotalBonded() * PERCENT / supply;
        if (rate > targetBondingRate) return inflation > inflationChange ? inflation - inflationChange : 0;
        if (rate == targetBondingRate) return inflation;
        return inflation + inflationChange < PERCENT ? inflation + inflationChange : PERCENT;
    }

    function _setTargetBondingRate(uint256 target) private {
        _requireRate(target);
        targetBondingRate = target;
        emit ParameterUpdate("targetBondingRate");
    }

    function _setInflationChange(uint256 change) private {
        _requireRate(change);
        inflationChange = change;
        emit ParameterUpdate("inflationChange");
    }

    function _requireRate(uint256 rate) private pure {
        if (rate > PERCENT) revert InvalidPercentage();
    }

    function _token() private view returns (IMintableToken) {
        return IMintableToken(controller.getContract(keccak256("LivepeerToken")));
    }

    function _ticketBroker() private view returns (address) {
        return controller.getContract(keccak256("JobsManager"));
    }
}
