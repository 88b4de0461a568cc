// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../Manager.sol";
import {BondingViews} from "./BondingViews.sol";
import {Slashing} from "./Slashing.sol";

/// @notice Stake and delegation, the active set, rewards and fees: everything that staking does, under one address.
/// Livepeer's, without its treasury's cut and its checkpoints of votes. Events come before the tokens move.
contract BondingManager is Slashing, BondingViews {
    error OnlyRoundsManager();

    constructor(address controller_) Manager(controller_) {}

    /// @notice Fixes the active set's size and stake for the round that begins. RoundsManager only.
    function setCurrentRoundTotalActiveStake() external {
        if (msg.sender != address(roundsManager())) revert OnlyRoundsManager();
        // At most MAX_POOL_SIZE.
        activeSetSize = uint32(pool.size);
        currentRoundTotalActiveStake = nextRoundTotalActiveStake;
    }
}
