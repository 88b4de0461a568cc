// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

enum DelegatorStatus {
    Pending,
    Bonded,
    Unbonded
}

enum TranscoderStatus {
    NotRegistered,
    Registered
}

/// @notice An account's own stake, and what is delegated to it. Amounts in the tokens' smallest unit, fees in wei.
struct Delegator {
    uint128 bondedAmount;
    uint128 delegatedAmount;
    address delegateAddress;
    uint48 startRound;
    uint48 lastClaimRound;
    uint128 fees;
    uint64 nextUnbondingLockId;
    mapping(uint256 id => UnbondingLock) unbondingLocks;
}

/// @notice Stake on its way out. No lock where `withdrawRound` is 0.
struct UnbondingLock {
    uint128 amount;
    uint64 withdrawRound;
}

/// @notice What an orchestrator's stake earned up to a round. Cuts in 1e6ths, factors in 1e27ths.
struct EarningsPool {
    uint128 totalStake;
    uint32 rewardCut;
    uint32 feeShare;
    uint256 cumulativeRewardFactor;
    uint256 cumulativeFeeFactor;
}

/// @notice An orchestrator. `cumulativeRewards` and `cumulativeFees` are its own, and wait for its next claim.
struct Transcoder {
    uint64 lastRewardRound;
    uint64 lastFeeRound;
    uint64 lastActiveStakeUpdateRound;
    uint32 rewardCut;
    uint32 feeShare;
    uint128 activeCumulativeRewards;
    uint128 cumulativeRewards;
    uint128 cumulativeFees;
    uint64 activationRound;
    uint64 deactivationRound;
    mapping(uint256 round => EarningsPool) pools;
}

/// @notice The accounts before and after one in the pool. As a hint: where it belongs after a change, or zero.
struct Neighbours {
    address prev;
    address next;
}
