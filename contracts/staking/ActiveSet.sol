// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {StakingState} from "./StakingState.sol";
import {SortedList} from "./SortedList.sol";

/// @notice Who is in the pool of orchestrators, and with how much stake. Every change counts from the next round:
/// the current round's stake is frozen before.
abstract contract ActiveSet is StakingState {
    using SafeCast for uint256;
    using SortedList for SortedList.Data;

    /// @dev A wrong hint walks the pool, so its size bounds the cost of a call.
    uint256 internal constant MAX_POOL_SIZE = 1000;

    /// @notice Sets how many orchestrators the pool holds; it may only grow. Owner only.
    function setNumActiveTranscoders(uint256 size) external onlyControllerOwner {
        if (size <= pool.maxSize || size > MAX_POOL_SIZE) revert PoolMayOnlyGrow();
        pool.maxSize = size;
        emit ParameterUpdate("numActiveTranscoders");
    }

    function getTranscoderPoolMaxSize() external view returns (uint256) {
        return pool.maxSize;
    }

    function getTranscoderPoolSize() external view returns (uint256) {
        return pool.size;
    }

    /// @notice The orchestrator with most stake, or zero.
    function getFirstTranscoderInPool() external view returns (address) {
        return pool.head;
    }

    /// @notice The one after another by stake, or zero.
    function getNextTranscoderInPool(address transcoder) external view returns (address) {
        return pool.nodes[transcoder].next;
    }

    /// @dev Adds to what is delegated to an account; a registered one that is not in the pool tries to join.
    function _increaseStake(address delegate, uint256 amount, uint256 round, address prev, address next) internal {
        uint256 stake = delegators[delegate].delegatedAmount;
        _setStake(delegate, stake, stake + amount, round);
        if (pool.contains(delegate)) {
            nextRoundTotalActiveStake += amount;
            pool.updateKey(delegate, stake + amount, prev, next);
        } else if (isRegisteredTranscoder(delegate)) {
            _tryToJoin(delegate, round, prev, next);
        }
    }

    /// @dev Takes from what is delegated to an account. One in the pool keeps its own bond, so it keeps some stake.
    function _decreaseStake(address delegate, uint256 amount, uint256 round, address prev, address next) internal {
        uint256 stake = delegators[delegate].delegatedAmount;
        _setStake(delegate, stake, stake - amount, round);
        if (!pool.contains(delegate)) return;
        nextRoundTotalActiveStake -= amount;
        pool.updateKey(delegate, stake - amount, prev, next);
    }

    /// @dev Joins the pool; a full one only in the place of the last, and only with more stake.
    function _tryToJoin(address transcoder, uint256 round, address prev, address next) internal {
        uint256 stake = delegators[transcoder].delegatedAmount;
        if (pool.size == pool.maxSize) {
            address last = pool.tail;
            if (last == address(0) || stake <= pool.nodes[last].key) return;
            _resign(last, round);
        }
        pool.insert(transcoder, stake, prev, next);
        nextRoundTotalActiveStake += stake;
        Transcoder storage t = transcoders[transcoder];
        // One that leaves and comes back within a round stays active in it.
        if (!_isActive(transcoder, round)) t.activationRound = (round + 1).toUint64();
        t.deactivationRound = NEVER;
        emit TranscoderActivated(transcoder, round + 1);
    }

    /// @dev Ends a delegation of which nothing is left; an orchestrator leaves the pool with it.
    function _endDelegation(address owner, uint256 round) internal {
        if (pool.contains(owner)) _resign(owner, round);
        (delegators[owner].delegateAddress, delegators[owner].startRound) = (address(0), 0);
    }

    /// @dev Takes an orchestrator with its stake out of the pool.
    function _resign(address transcoder, uint256 round) internal {
        nextRoundTotalActiveStake -= pool.nodes[transcoder].key;
        pool.remove(transcoder);
        transcoders[transcoder].deactivationRound = (round + 1).toUint64();
        emit TranscoderDeactivated(transcoder, round + 1);
    }

    /// @dev Freezes the current round's stake, if nothing did yet, and writes the next one's.
    function _setStake(address delegate, uint256 stake, uint256 newStake, uint256 round) private {
        Transcoder storage t = transcoders[delegate];
        if (t.lastActiveStakeUpdateRound < round) t.pools[round].totalStake = stake.toUint128();
        t.pools[round + 1].totalStake = newStake.toUint128();
        t.lastActiveStakeUpdateRound = (round + 1).toUint64();
        delegators[delegate].delegatedAmount = newStake;
    }
}
