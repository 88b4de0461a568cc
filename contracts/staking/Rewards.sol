// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SortedList} from "./SortedList.sol";
import {Earnings} from "./Earnings.sol";
import {Perc} from "./Perc.sol";
import {EarningsPool, Neighbours, Transcoder} from "./Types.sol";

/// @notice An orchestrator's terms, and the rewards and fees that it shares with its delegators.
abstract contract Rewards is Earnings {
    using SafeCast for uint256;
    using SortedList for SortedList.List;

    /// @notice Account that may call reward for an orchestrator, so that the key with the stake can stay cold.
    mapping(address transcoder => address rewardCaller) public transcoderToRewardCaller;

    event RewardCallerSet(address indexed transcoder, address indexed rewardCaller);

    error OnlyTicketBroker();
    error OnlyRewardCaller();
    error RoundLocked();
    error InvalidRewardCut();
    error InvalidFeeShare();
    error NotRegistered();
    error NotActive();
    error RewardAlreadyCalled();

    /// @notice Sets the caller's terms: the share of rewards it keeps and the share of fees it gives to delegators,
    /// both in 1e6ths.
    function transcoder(uint256 rewardCut, uint256 feeShare) external {
        transcoderWithHint(rewardCut, feeShare, address(0), address(0));
    }

    /// @notice The same, with the neighbours in the pool if the caller should join it.
    function transcoderWithHint(uint256 rewardCut, uint256 feeShare, address newPosPrev, address newPosNext) public {
        uint256 round = _openRound();
        if (roundsManager().currentRoundLocked()) revert RoundLocked();
        if (rewardCut > Perc.WHOLE) revert InvalidRewardCut();
        if (feeShare > Perc.WHOLE) revert InvalidFeeShare();
        if (!isRegisteredTranscoder(msg.sender)) revert NotRegistered();
        Transcoder storage t = transcoders[msg.sender];
        if (_isActive(t, round) && t.lastRewardRound != round) revert RewardNotCalled();

        t.rewardCut = uint32(rewardCut);
        t.feeShare = uint32(feeShare);
        if (!pool.contains(msg.sender)) _tryToJoin(msg.sender, round, Neighbours(newPosPrev, newPosNext));
        emit TranscoderUpdate(msg.sender, rewardCut, feeShare);
    }

    /// @notice Sets who else may call reward for the caller; zero for nobody.
    function setRewardCaller(address rewardCaller) external whenSystemNotPaused {
        transcoderToRewardCaller[msg.sender] = rewardCaller;
        emit RewardCallerSet(msg.sender, rewardCaller);
    }

    /// @notice Mints the caller's reward for the current round and shares it out. Once per round.
    function reward() external {
        rewardWithHint(address(0), address(0));
    }

    /// @notice The same, with the caller's neighbours in the pool afterwards.
    function rewardWithHint(address newPosPrev, address newPosNext) public {
        _reward(msg.sender, _openRound(), Neighbours(newPosPrev, newPosNext));
    }

    /// @notice Calls reward for an orchestrator that named the caller for it.
    function rewardForTranscoder(address account) external {
        rewardForTranscoderWithHint(account, address(0), address(0));
    }

    /// @notice The same, with the orchestrator's neighbours in the pool afterwards.
    function rewardForTranscoderWithHint(address account, address newPosPrev, address newPosNext) public {
        uint256 round = _openRound();
        if (msg.sender != transcoderToRewardCaller[account]) revert OnlyRewardCaller();
        _reward(account, round, Neighbours(newPosPrev, newPosNext));
    }

    /// @notice Shares fees in wei, which the Minter holds already, between an active orchestrator and its delegators.
    /// They count for the current round; the round of the ticket is not read. TicketBroker only.
    /// @dev Livepeer asked for a registered one: of an inactive one the round's stake is not known. The part of one that
    /// left in this round waits until it bonds to itself again.
    function updateTranscoderWithFees(address account, uint256 fees, uint256) external whenSystemNotPaused {
        if (msg.sender != controller.getContract(keccak256("TicketBroker"))) revert OnlyTicketBroker();
        uint256 round = _round();
        Transcoder storage t = transcoders[account];
        if (!_isActive(t, round)) revert NotActive();

        EarningsPool storage current = t.pools[round];
        uint256 own = t.activeCumulativeRewards;
        if (t.lastRewardRound != round) {
            _setTerms(t, round);
            own = t.cumulativeRewards;
        }
        uint256 stake = current.totalStake;
        uint256 shared = Perc.share(fees, current.feeShare);
        t.cumulativeFees = (t.cumulativeFees + Perc.scale(shared, own, stake) + fees - shared).toUint128();

        // Stake of this round has grown by the factors of the last one.
        (uint256 rewardFactor,) = _factors(t, round - 1);
        (, uint256 feeFactor) = _factors(t, round);
        current.cumulativeFeeFactor = feeFactor + Perc.scale(rewardFactor, shared, stake);
        t.lastFeeRound = uint64(round);
    }

    function _reward(address account, uint256 round, Neighbours memory hint) private {
        Transcoder storage t = transcoders[account];
        if (!_isActive(t, round)) revert NotActive();
        if (t.lastRewardRound == round) revert RewardAlreadyCalled();

        EarningsPool storage current = _setTerms(t, round);
        (uint256 factor,) = _factors(t, round - 1);
        // Fees of this round need the factor of the last one, which is found by `lastRewardRound` no longer: stored
        // here, while Livepeer reconstructs it.
        EarningsPool storage previous = t.pools[round - 1];
        if (previous.cumulativeRewardFactor == 0) previous.cumulativeRewardFactor = factor;
        t.lastRewardRound = uint64(round);

        uint256 stake = current.totalStake;
        uint256 minted = minter().createReward(stake, currentRoundTotalActiveStake);
        uint256 own = t.cumulativeRewards;
        uint256 shared = minted - Perc.share(minted, current.rewardCut);
        t.activeCumulativeRewards = uint128(own);
        t.cumulativeRewards = (own + Perc.scale(shared, own, stake) + minted - shared).toUint128();
        current.cumulativeRewardFactor = factor + Perc.scale(factor, shared, stake);

        _increaseStake(account, minted, round, hint);
        emit Reward(account, minted);
    }

    /// @dev The pool of the current round, with the stake and the terms that hold in it.
    function _setTerms(Transcoder storage t, uint256 round) private returns (EarningsPool storage current) {
        current = _freeze(t, round);
        current.rewardCut = t.rewardCut;
        current.feeShare = t.feeShare;
    }
}
