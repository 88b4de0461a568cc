// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IRoundsManager} from "../interfaces/IRoundsManager.sol";
import {Manager} from "../Manager.sol";

/// @notice Cuts the chain's blocks into rounds, the only clock that stake and tickets know.
contract RoundsManager is IRoundsManager, Manager {
    using SafeCast for uint256;

    uint256 private constant PERCENT = 1e6;
    /// @dev The chain itself forgets older hashes.
    uint256 private constant HASHES_KEPT = 256;

    /// @notice Last part of a round in which cuts and shares stand still, in 1e6ths.
    uint64 public roundLockAmount;
    /// @notice Length of a round, blocks.
    /// @dev With the three that follow in one slot: every call of the protocol reads the clock.
    uint64 public roundLength;
    uint64 public lastInitializedRound;
    uint64 public lastRoundLengthUpdateRound;
    uint64 public lastRoundLengthUpdateStartBlock;

    mapping(uint256 round => bytes32) public blockHashForRound;
    mapping(uint256 lip => uint256 round) public lipUpgradeRound;

    error RoundAlreadyInitialized();
    error RoundLengthZero();
    error InvalidPercentage();
    error LipUpgradeRoundAlreadySet();
    error BlockNotInPast();
    error BlockTooOld();

    constructor(address controller_) Manager(controller_) {}

    /// @notice Sets the length of rounds in blocks. The current round keeps its number and its first block. Owner only.
    function setRoundLength(uint256 length) external onlyControllerOwner {
        if (length == 0) revert RoundLengthZero();
        // The first length counts its rounds from the chain's first block.
        if (roundLength == 0) roundLength = length.toUint64();
        (uint256 round, uint256 start) = (currentRound(), currentRoundStartBlock());
        lastRoundLengthUpdateRound = round.toUint64();
        lastRoundLengthUpdateStartBlock = start.toUint64();
        roundLength = length.toUint64();
        emit ParameterUpdate("roundLength");
    }

    /// @notice Sets the locked part of a round, in 1e6ths. Owner only.
    function setRoundLockAmount(uint256 amount) external onlyControllerOwner {
        if (amount > PERCENT) revert InvalidPercentage();
        roundLockAmount = uint64(amount);
        emit ParameterUpdate("roundLockAmount");
    }

    /// @notice Notes, once, from which round on a proposal holds. Owner only.
    function setLIPUpgradeRound(uint256 lip, uint256 round) external onlyControllerOwner {
        if (lipUpgradeRound[lip] != 0) revert LipUpgradeRoundAlreadySet();
        lipUpgradeRound[lip] = round;
        emit ParameterUpdate("lipUpgradeRound");
    }

    /// @notice Begins the current round: stores a block hash, fixes the active stake and what may be minted.
    /// Anyone may call it, once per round.
    function initializeRound() external whenSystemNotPaused {
        uint256 round = currentRound();
        if (lastInitializedRound == round) revert RoundAlreadyInitialized();
        bytes32 hash = blockhash(block.number - 1);
        lastInitializedRound = uint64(round);
        blockHashForRound[round] = hash;
        bondingManager().setCurrentRoundTotalActiveStake();
        minter().setCurrentRewardTokens();
        emit NewRound(round, hash);
    }

    /// @notice Number of the block that the protocol sees: on Arbitrum the one of the chain below.
    function blockNum() public view returns (uint256) {
        return block.number;
    }

    /// @notice Hash of one of the last 256 blocks.
    function blockHash(uint256 number) external view returns (bytes32) {
        if (number >= block.number) revert BlockNotInPast();
        if (block.number > HASHES_KEPT && number < block.number - HASHES_KEPT) revert BlockTooOld();
        return blockhash(number);
    }

    /// @inheritdoc IRoundsManager
    function currentRound() public view returns (uint256) {
        return lastRoundLengthUpdateRound + (block.number - lastRoundLengthUpdateStartBlock) / roundLength;
    }

    /// @notice First block of the current round.
    function currentRoundStartBlock() public view returns (uint256) {
        uint256 rounds = (block.number - lastRoundLengthUpdateStartBlock) / roundLength;
        return lastRoundLengthUpdateStartBlock + rounds * roundLength;
    }

    /// @inheritdoc IRoundsManager
    function currentRoundInitialized() external view returns (bool) {
        return lastInitializedRound == currentRound();
    }

    /// @inheritdoc IRoundsManager
    function currentRoundLocked() external view returns (bool) {
        uint256 locked = uint256(roundLength) * roundLockAmount / PERCENT;
        return block.number - currentRoundStartBlock() >= roundLength - locked;
    }
}
