// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StakeActions} from "./StakeActions.sol";

/// @notice What orchestrators do, what is done to them, and how time passes.
abstract contract OrchestratorActions is StakeActions {
    address internal constant finder = address(0xF1);

    function reward(uint256 who) external {
        address o = _find(candidates, who, _canReward);
        if (o == address(0)) return;
        uint256 minted = reward(o);
        (uint256 stake,,,,) = bonding.getTranscoderEarningsPoolForRound(o, round());
        eq(stake, startTotal[o], "rewarded by the stake of the round's start");
        _noteReward(o, minted);
        _afterIncrease(o, "reward");
    }

    function transcoder(uint256 who, uint256 cut, uint256 share) external {
        address o = _find(candidates, who, _canSetTerms);
        if (o == address(0)) return;
        vm.prank(o);
        bonding.transcoder(within(cut, 0, 1e6), within(share, 0, 1e6));
        _afterIncrease(o, "transcoder");
    }

    function slash(uint256 who, uint256 seed, uint256 fee) external {
        address account = people[who % PEOPLE];
        if (bondedOf(account) == 0) return;
        uint256 slashed = seed % 4 == 0 ? 1e6 : within(seed >> 2, 0, 1e6);
        vm.prank(verifier);
        bonding.slashTranscoder(account, fee % 3 == 0 ? address(0) : finder, slashed, within(fee / 3, 0, 1e6));
        isTrue(!_isInPool(account), "slashed, and in the pool");
        _did("slash");
    }

    function nextRounds(uint256 seed) external {
        _beginRound(seed % 3 == 0 ? within(seed / 3, 1, 5) : 0);
        uint256 total = 0;
        for (uint256 i = 0; i < CANDIDATES; i++) {
            total += startTotal[candidates[i]];
        }
        eq(bonding.currentRoundTotalActiveStake(), total, "stake of the round's active set");
        _did("nextRounds");
    }

    function passBlocks(uint256 seed) external {
        uint256 left = rounds.currentRoundStartBlock() + ROUND - 1 - block.number;
        vm.roll(block.number + within(seed, 0, left));
        _did("passBlocks");
    }

    function _canReward(address o) private view returns (bool) {
        (uint256 lastReward,,,,,,,,,) = bonding.getTranscoder(o);
        return bonding.isActiveTranscoder(o) && lastReward < round();
    }

    function _canSetTerms(address o) private view returns (bool) {
        return bonding.isRegisteredTranscoder(o) && !rounds.currentRoundLocked() && !_canReward(o);
    }
}
