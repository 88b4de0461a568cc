// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BondingBase} from "./BondingBase.sol";
import {SortedList} from "./SortedList.sol";
import {Delegator, EarningsPool, Neighbours, Transcoder} from "./Types.sol";

/// @notice Who is active from the next round on: the registered orchestrators with most stake. A round's own stakes
/// stand still from its beginning: what changes them counts from the next round on. Unlike with Livepeer, who is put
/// out and comes back within a round stays active in it: else others could end an orchestrator's round.
abstract contract ActiveSet is BondingBase {
    using SafeCast for uint256;
    using SortedList for SortedList.List;

    /// @dev Adds to the stake of a delegate, which may thereby join the pool.
    function _increaseStake(address delegate, uint256 amount, uint256 round, Neighbours memory hint) internal {
        Delegator storage del = delegators[delegate];
        del.delegatedAmount = (del.delegatedAmount + amount).toUint128();
        if (pool.contains(delegate)) {
            nextRoundTotalActiveStake += amount;
            _restake(delegate, round, hint);
        } else if (isRegisteredTranscoder(delegate)) {
            _tryToJoin(delegate, round, hint);
        }
    }

    function _decreaseStake(address delegate, uint256 amount, uint256 round, Neighbours memory hint) internal {
        // No more than was added: every amount was part of it.
        delegators[delegate].delegatedAmount -= uint128(amount);
        if (pool.contains(delegate)) {
            nextRoundTotalActiveStake -= amount;
            _restake(delegate, round, hint);
        }
    }

    /// @dev Lets an orchestrator into the pool if there is room, or less stake than its own to push out.
    function _tryToJoin(address account, uint256 round, Neighbours memory hint) internal {
        uint256 stake = transcoderTotalStake(account);
        if (pool.size >= poolMaxSize) {
            address last = pool.last;
            if (last == address(0) || stake <= transcoderTotalStake(last)) return;
            _resign(last, round);
        }
        pool.insert(account, hint, transcoderTotalStake);
        nextRoundTotalActiveStake += stake;
        Transcoder storage t = transcoders[account];
        if (!_isActive(t, round)) t.activationRound = uint64(round + 1);
        t.deactivationRound = type(uint64).max;
        _setStake(t, round + 1, stake);
        emit TranscoderActivated(account, round + 1);
    }

    /// @dev Takes an orchestrator out of the pool. It stays active for the rest of the round, with its stake of now.
    function _resign(address account, uint256 round) internal {
        Transcoder storage t = transcoders[account];
        _freeze(t, round);
        pool.remove(account);
        nextRoundTotalActiveStake -= transcoderTotalStake(account);
        t.deactivationRound = uint64(round + 1);
        emit TranscoderDeactivated(account, round + 1);
    }

    /// @dev The pool of the current round, with the stake that it began with.
    function _freeze(Transcoder storage t, uint256 round) internal returns (EarningsPool storage current) {
        current = t.pools[round];
        uint256 last = t.lastActiveStakeUpdateRound;
        if (last < round) _setStake(t, round, t.pools[last].totalStake);
    }

    function _restake(address account, uint256 round, Neighbours memory hint) private {
        pool.move(account, hint, transcoderTotalStake);
        Transcoder storage t = transcoders[account];
        _freeze(t, round);
        _setStake(t, round + 1, transcoderTotalStake(account));
    }

    function _setStake(Transcoder storage t, uint256 round, uint256 stake) private {
        t.pools[round].totalStake = uint128(stake);
        t.lastActiveStakeUpdateRound = uint64(round);
    }
}
