// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Delegation} from "./Delegation.sol";
import {Perc} from "./Perc.sol";
import {SortedList} from "./SortedList.sol";
import {Delegator, Neighbours} from "./Types.sol";

/// @notice Punishment. Whom governance registers as "Verifier" in the Controller may call it, and nobody before that.
abstract contract Slashing is Delegation {
    using SortedList for SortedList.List;

    error OnlyVerifier();
    error InvalidSlashAmount();
    error InvalidFinderFee();

    /// @notice Puts an orchestrator out of the pool and takes `slashAmount` 1e6ths of its own bond: `finderFee` 1e6ths
    /// of that go to the finder, if there is one, and the rest is burned. Stake in locks is not touched. Unlike with
    /// Livepeer, a bond that is taken whole ends, and leaves its delegate's stake too.
    function slashTranscoder(address account, address finder, uint256 slashAmount, uint256 finderFee) external {
        uint256 round = _openRound();
        if (msg.sender != controller.getContract(keccak256("Verifier"))) revert OnlyVerifier();
        if (slashAmount > Perc.WHOLE) revert InvalidSlashAmount();
        if (finderFee > Perc.WHOLE) revert InvalidFinderFee();
        _claim(account, round);

        uint256 penalty = _takeBond(account, slashAmount, round);
        uint256 found = finder == address(0) ? 0 : Perc.share(penalty, finderFee);
        emit TranscoderSlashed(account, finder, penalty, found);
        if (found > 0) minter().trustedTransferTokens(finder, found);
        if (penalty > found) minter().trustedBurnTokens(penalty - found);
    }

    function _takeBond(address account, uint256 part, uint256 round) private returns (uint256 penalty) {
        Delegator storage del = delegators[account];
        address delegate = del.delegateAddress;
        penalty = Perc.share(del.bondedAmount, part);
        if (pool.contains(account)) _resign(account, round);
        if (penalty == 0) return 0;
        del.bondedAmount -= uint128(penalty);
        if (del.bondedAmount == 0) _detach(account, round);
        _decreaseStake(delegate, penalty, round, Neighbours(address(0), address(0)));
    }
}
