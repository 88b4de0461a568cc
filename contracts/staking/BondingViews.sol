// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BondingBase} from "./BondingBase.sol";
import {Delegator, EarningsPool, Transcoder, TranscoderStatus, UnbondingLock} from "./Types.sol";

/// @notice What others read of staking, in the order in which Livepeer's tools expect the fields.
abstract contract BondingViews is BondingBase {
    /// @notice An account's bond, as of its last claim.
    function getDelegator(address account)
        external
        view
        returns (
            uint256 bondedAmount,
            uint256 fees,
            address delegateAddress,
            uint256 delegatedAmount,
            uint256 startRound,
            uint256 lastClaimRound,
            uint256 nextUnbondingLockId
        )
    {
        Delegator storage del = delegators[account];
        return (
            del.bondedAmount,
            del.fees,
            del.delegateAddress,
            del.delegatedAmount,
            del.startRound,
            del.lastClaimRound,
            del.nextUnbondingLockId
        );
    }

    /// @notice An orchestrator's terms (1e6ths), rounds and own unclaimed earnings. `deactivationRound` is 2^256 - 1
    /// while it is in the pool.
    function getTranscoder(address account)
        external
        view
        returns (
            uint256 lastRewardRound,
            uint256 rewardCut,
            uint256 feeShare,
            uint256 lastActiveStakeUpdateRound,
            uint256 activationRound,
            uint256 deactivationRound,
            uint256 activeCumulativeRewards,
            uint256 cumulativeRewards,
            uint256 cumulativeFees,
            uint256 lastFeeRound
        )
    {
        Transcoder storage t = transcoders[account];
        return (
            t.lastRewardRound,
            t.rewardCut,
            t.feeShare,
            t.lastActiveStakeUpdateRound,
            t.activationRound,
            t.deactivationRound == type(uint64).max ? type(uint256).max : t.deactivationRound,
            t.activeCumulativeRewards,
            t.cumulativeRewards,
            t.cumulativeFees,
            t.lastFeeRound
        );
    }

    /// @notice What is stored of an orchestrator's round: stake, terms in 1e6ths, factors in 1e27ths.
    function getTranscoderEarningsPoolForRound(address account, uint256 round)
        external
        view
        returns (
            uint256 totalStake,
            uint256 transcoderRewardCut,
            uint256 transcoderFeeShare,
            uint256 cumulativeRewardFactor,
            uint256 cumulativeFeeFactor
        )
    {
        EarningsPool storage p = transcoders[account].pools[round];
        return (p.totalStake, p.rewardCut, p.feeShare, p.cumulativeRewardFactor, p.cumulativeFeeFactor);
    }

    /// @notice Amount of a lock, and the round from which on it can be withdrawn; zeros where there is none.
    function getDelegatorUnbondingLock(address account, uint256 unbondingLockId)
        external
        view
        returns (uint256 amount, uint256 withdrawRound)
    {
        UnbondingLock storage lock = delegators[account].unbondingLocks[unbondingLockId];
        return (lock.amount, lock.withdrawRound);
    }

    /// @notice Whether an account is bonded to itself.
    function transcoderStatus(address account) external view returns (TranscoderStatus) {
        return isRegisteredTranscoder(account) ? TranscoderStatus.Registered : TranscoderStatus.NotRegistered;
    }

    /// @notice Number of orchestrators in the pool.
    function getTranscoderPoolSize() external view returns (uint256) {
        return pool.size;
    }

    /// @notice Most that the pool may hold.
    function getTranscoderPoolMaxSize() external view returns (uint256) {
        return poolMaxSize;
    }

    /// @notice The orchestrator with most stake, or zero.
    function getFirstTranscoderInPool() external view returns (address) {
        return pool.first;
    }

    /// @notice The one after another in the pool, or zero.
    function getNextTranscoderInPool(address account) external view returns (address) {
        return pool.nodes[account].next;
    }

    /// @notice Tokens bonded to the active set in the current round.
    function getTotalBonded() external view returns (uint256) {
        return currentRoundTotalActiveStake;
    }
}
