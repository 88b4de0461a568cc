// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBondingManager} from "./interfaces/IBondingManager.sol";
import {IController} from "./interfaces/IController.sol";
import {IMinter} from "./interfaces/IMinter.sol";
import {IRoundsManager} from "./interfaces/IRoundsManager.sol";

/// @notice What every managed contract shares: its Controller, the contracts found there, and the guards.
abstract contract Manager {
    IController public controller;

    event SetController(address controller);
    event ParameterUpdate(string param);

    error OnlyController();
    error OnlyControllerOwner();
    error SystemPaused();
    error RoundNotInitialized();

    modifier onlyControllerOwner() {
        if (msg.sender != controller.owner()) revert OnlyControllerOwner();
        _;
    }

    modifier whenSystemNotPaused() {
        _requireNotPaused();
        _;
    }

    constructor(address controller_) {
        controller = IController(controller_);
    }

    /// @notice Moves this contract under another Controller. Controller only.
    function setController(address controller_) external {
        if (msg.sender != address(controller)) revert OnlyController();
        controller = IController(controller_);
        emit SetController(controller_);
    }

    function bondingManager() internal view returns (IBondingManager) {
        return IBondingManager(controller.getContract(keccak256("BondingManager")));
    }

    function minter() internal view returns (IMinter) {
        return IMinter(controller.getContract(keccak256("Minter")));
    }

    function roundsManager() internal view returns (IRoundsManager) {
        return IRoundsManager(controller.getContract(keccak256("RoundsManager")));
    }

    function _requireNotPaused() internal view {
        if (controller.paused()) revert SystemPaused();
    }

    /// @dev The current round, in which calls that need the clock may run: not paused, and initialised.
    function _openRound() internal view returns (uint256) {
        return _openRound(roundsManager());
    }

    /// @dev The same, where the clock is at hand.
    function _openRound(IRoundsManager rounds) internal view returns (uint256) {
        _requireNotPaused();
        if (!rounds.currentRoundInitialized()) revert RoundNotInitialized();
        return rounds.currentRound();
    }
}
