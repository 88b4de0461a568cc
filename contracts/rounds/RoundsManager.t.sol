// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMinter} from "../interfaces/IMinter.sol";
import {IRoundsManager} from "../interfaces/IRoundsManager.sol";
import {Manager} from "../Manager.sol";
import {Staked} from "../test/Staked.sol";
import {RoundsManager} from "./RoundsManager.sol";

contract RoundsManagerTest is Staked {
    function test_theClock() public {
        uint256 first = round();
        eq(rounds.roundLength(), ROUND, "length");
        eq(rounds.currentRoundStartBlock(), block.number, "a round has just begun");
        eq(rounds.blockNum(), block.number, "block");
        vm.roll(block.number + ROUND - 1);
        eq(round(), first, "to its last block");
        eq(rounds.currentRoundStartBlock(), block.number - ROUND + 1, "start");
        isTrue(rounds.currentRoundInitialized(), "initialised");
        vm.roll(block.number + 1);
        eq(round(), first + 1, "next");
        eq(rounds.currentRoundStartBlock(), block.number, "its start");
        isTrue(!rounds.currentRoundInitialized(), "not initialised");
    }

    function test_initializeRound() public {
        orchestrator(address(0xA1), 5 ether, 0, 0);
        token.mint(address(this), 15 ether);
        vm.roll(block.number + ROUND);
        bytes32 hash = blockhash(block.number - 1);
        isTrue(hash != 0, "the chain knows it");
        uint256 mintable = token.totalSupply() * (minter.inflation() + minter.inflationChange()) / 1e9;
        vm.expectEmit(address(minter));
        emit IMinter.SetCurrentRewardTokens(mintable, minter.inflation() + minter.inflationChange());
        vm.expectEmit(address(rounds));
        emit IRoundsManager.NewRound(round(), hash);
        rounds.initializeRound();
        eq(rounds.lastInitializedRound(), round(), "last");
        eq(rounds.blockHashForRound(round()), hash, "hash");
        eq(rounds.blockHashForRound(round() + 1), 0, "none of the next");
        eq(bonding.getTotalBonded(), 5 ether, "the active stake is fixed");
        eq(minter.currentMintableTokens(), mintable, "and what may be minted");
    }

    function test_aRoundBeginsOnce() public {
        vm.expectRevert(RoundsManager.RoundAlreadyInitialized.selector);
        rounds.initializeRound();
        vm.roll(block.number + ROUND);
        controller.pause();
        vm.expectRevert(Manager.SystemPaused.selector);
        rounds.initializeRound();
    }

    function test_roundsMayBeLeftOut() public {
        uint256 before = round();
        vm.roll(block.number + 5 * ROUND);
        rounds.initializeRound();
        eq(rounds.lastInitializedRound(), before + 5, "last");
        eq(rounds.blockHashForRound(before + 4), 0, "left out");
    }

    function test_theLockedPart() public {
        isTrue(!rounds.currentRoundLocked(), "at the start");
        vm.roll(block.number + 89);
        isTrue(!rounds.currentRoundLocked(), "before the last tenth");
        vm.roll(block.number + 1);
        isTrue(rounds.currentRoundLocked(), "in it");
        rounds.setRoundLockAmount(0);
        isTrue(!rounds.currentRoundLocked(), "nothing locked");
        rounds.setRoundLockAmount(1e6);
        isTrue(rounds.currentRoundLocked(), "all locked");
    }

    function test_setRoundLength() public {
        uint256 before = round();
        uint256 start = rounds.currentRoundStartBlock();
        vm.roll(start + 30);
        vm.expectEmit(address(rounds));
        emit Manager.ParameterUpdate("roundLength");
        rounds.setRoundLength(50);
        eq(round(), before, "the same round");
        eq(rounds.currentRoundStartBlock(), start, "the same start");
        eq(rounds.lastRoundLengthUpdateRound(), before, "anchor");
        eq(rounds.lastRoundLengthUpdateStartBlock(), start, "its block");
        vm.roll(start + 50);
        eq(round(), before + 1, "ends sooner");
    }

    function test_theFirstLengthCountsFromTheFirstBlock() public {
        RoundsManager fresh = new RoundsManager(address(controller));
        vm.roll(75);
        fresh.setRoundLength(20);
        eq(fresh.currentRound(), 3, "round");
        eq(fresh.currentRoundStartBlock(), 60, "start");
    }

    function test_hashesOfTheLast256Blocks() public {
        vm.roll(1000);
        eq(rounds.blockHash(999), blockhash(999), "last");
        eq(rounds.blockHash(744), blockhash(744), "oldest");
        isTrue(blockhash(744) != 0, "which is known");
        vm.expectRevert(RoundsManager.BlockNotInPast.selector);
        rounds.blockHash(1000);
        vm.expectRevert(RoundsManager.BlockTooOld.selector);
        rounds.blockHash(743);
        vm.roll(256);
        eq(rounds.blockHash(0), blockhash(0), "of a young chain all");
    }

    function test_lipUpgradeRound() public {
        vm.expectEmit(address(rounds));
        emit Manager.ParameterUpdate("lipUpgradeRound");
        rounds.setLIPUpgradeRound(36, 9);
        eq(rounds.lipUpgradeRound(36), 9, "round");
        vm.expectRevert(RoundsManager.LipUpgradeRoundAlreadySet.selector);
        rounds.setLIPUpgradeRound(36, 10);
    }

    function test_badParameters() public {
        vm.expectRevert(RoundsManager.RoundLengthZero.selector);
        rounds.setRoundLength(0);
        vm.expectRevert(abi.encodeWithSignature("SafeCastOverflowedUintDowncast(uint8,uint256)", 64, 1 << 64));
        rounds.setRoundLength(1 << 64);
        vm.expectRevert(RoundsManager.InvalidPercentage.selector);
        rounds.setRoundLockAmount(1e6 + 1);
        vm.expectEmit(address(rounds));
        emit Manager.ParameterUpdate("roundLockAmount");
        rounds.setRoundLockAmount(1e6);
        vm.startPrank(address(0xBAD));
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        rounds.setRoundLength(1);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        rounds.setRoundLockAmount(1);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        rounds.setLIPUpgradeRound(1, 1);
    }

    function testFuzz_theClockNeverGoesBack(uint16[8] calldata lengths, uint16[8] calldata waits) public {
        uint256 last = round();
        for (uint256 i = 0; i < 8; ++i) {
            rounds.setRoundLength(within(lengths[i], 1, type(uint16).max));
            isTrue(round() >= last, "after a change");
            isTrue(rounds.currentRoundStartBlock() <= block.number, "began before");
            last = round();
            vm.roll(block.number + waits[i]);
            isTrue(round() >= last, "with time");
            atMost(block.number - rounds.currentRoundStartBlock(), rounds.roundLength() - 1, "within the round");
            last = round();
        }
    }
}
