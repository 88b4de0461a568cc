// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMinter} from "../interfaces/IMinter.sol";
import {Manager} from "../Manager.sol";
import {Staked} from "../test/Staked.sol";
import {Minter} from "./Minter.sol";

contract MinterTest is Staked {
    address private constant stranger = address(0xBAD);

    function setUp() public override {
        super.setUp();
        token.mint(address(this), 1_000_000);
    }

    function asBonding() private {
        vm.prank(address(bonding));
    }

    function asRounds() private {
        vm.prank(address(rounds));
    }

    /// @notice Holds `part` 1e9ths of the supply bonded in the round that begins.
    function steer(uint256 part) private returns (uint256 inflation) {
        bond(address(0xA1), token.totalSupply() * part / (1e9 - part), address(0xA1));
        nextRound();
        return minter.inflation();
    }

    function test_inflationRisesBelowTheTarget() public {
        uint256 before = minter.inflation();
        eq(steer(4e8), before + 1e3, "a step up");
        eq(minter.currentMintableTokens(), token.totalSupply() * (before + 1e3) / 1e9, "mintable");
        eq(minter.currentMintedTokens(), 0, "nothing minted yet");
    }

    function test_inflationFallsAboveTheTarget() public {
        uint256 before = minter.inflation();
        eq(steer(6e8), before - 1e3, "a step down");
    }

    function test_inflationStandsAtTheTarget() public {
        uint256 before = minter.inflation();
        eq(steer(5e8), before, "as it was");
    }

    function test_inflationStaysBetweenNothingAndAll() public {
        minter.setInflationChange(1e9);
        eq(steer(4e8), 1e9, "no more than all");
        eq(steer(6e8), 0, "no less than nothing");
    }

    function test_withoutTokensNothingIsBonded() public {
        Staked.setUp();
        eq(token.totalSupply(), 0, "no token");
        uint256 before = minter.inflation();
        nextRound();
        eq(minter.inflation(), before + 1e3, "up");
        eq(minter.currentMintableTokens(), 0, "of nothing");
    }

    function test_createReward() public {
        token.mint(address(this), 1000 ether);
        nextRound();
        uint256 mintable = minter.currentMintableTokens();
        asBonding();
        uint256 amount = minter.createReward(1, 3);
        eq(amount, mintable * 333_333_333 / 1e9, "two roundings");
        eq(token.balanceOf(address(minter)), amount, "the Minter's");
        eq(minter.currentMintedTokens(), amount, "minted");
        asBonding();
        minter.createReward(2, 3);
        vm.expectRevert(Minter.MintableExceeded.selector);
        asBonding();
        minter.createReward(1, 3);
        nextRound();
        eq(minter.currentMintedTokens(), 0, "a round begins anew");
    }

    function test_tokens() public {
        token.mint(address(minter), 10);
        asBonding();
        minter.trustedTransferTokens(stranger, 4);
        eq(token.balanceOf(stranger), 4, "sent");
        uint256 supply = token.totalSupply();
        asBonding();
        minter.trustedBurnTokens(5);
        eq(token.balanceOf(address(minter)), 1, "burned");
        eq(token.totalSupply(), supply - 5, "for good");
        eq(minter.getGlobalTotalSupply(), supply - 5, "supply");
    }

    function test_ether() public {
        vm.deal(broker, 3 ether);
        vm.prank(broker);
        isTrue(minter.depositETH{value: 3 ether}(), "taken");
        vm.prank(broker);
        minter.trustedWithdrawETH(payable(stranger), 1 ether);
        asBonding();
        minter.trustedWithdrawETH(payable(stranger), 2 ether);
        eq(stranger.balance, 3 ether, "sent");
        vm.expectRevert(Minter.TransferFailed.selector);
        asBonding();
        minter.trustedWithdrawETH(payable(stranger), 1);
        (bool sent,) = address(minter).call{value: 0}("");
        isTrue(!sent, "nothing comes in unasked");
    }

    function test_onlyThoseThatMay() public {
        vm.startPrank(stranger);
        vm.expectRevert(Minter.OnlyBondingManager.selector);
        minter.createReward(1, 1);
        vm.expectRevert(Minter.OnlyBondingManager.selector);
        minter.trustedTransferTokens(stranger, 1);
        vm.expectRevert(Minter.OnlyBondingManager.selector);
        minter.trustedBurnTokens(1);
        vm.expectRevert(Minter.OnlyBondingManagerOrTicketBroker.selector);
        minter.trustedWithdrawETH(payable(stranger), 1);
        vm.expectRevert(Minter.OnlyMinterOrTicketBroker.selector);
        minter.depositETH();
        vm.expectRevert(Minter.OnlyRoundsManager.selector);
        minter.setCurrentRewardTokens();
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        minter.setTargetBondingRate(1);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        minter.setInflationChange(1);
        vm.expectRevert(Manager.OnlyControllerOwner.selector);
        minter.migrateToNewMinter(payable(stranger));
    }

    function test_nothingLeavesWhilePaused() public {
        controller.pause();
        bytes4 why = Manager.SystemPaused.selector;
        vm.startPrank(address(bonding));
        vm.expectRevert(why);
        minter.createReward(1, 1);
        vm.expectRevert(why);
        minter.trustedTransferTokens(stranger, 1);
        vm.expectRevert(why);
        minter.trustedBurnTokens(1);
        vm.expectRevert(why);
        minter.trustedWithdrawETH(payable(stranger), 1);
        vm.stopPrank();
        asRounds();
        vm.expectRevert(why);
        minter.setCurrentRewardTokens();
        vm.prank(broker);
        minter.depositETH();
    }

    function test_parameters() public {
        vm.expectEmit(address(minter));
        emit Manager.ParameterUpdate("targetBondingRate");
        minter.setTargetBondingRate(1e9);
        eq(minter.targetBondingRate(), 1e9, "target");
        vm.expectEmit(address(minter));
        emit Manager.ParameterUpdate("inflationChange");
        minter.setInflationChange(1e9);
        eq(minter.inflationChange(), 1e9, "change");
        vm.expectRevert(Minter.InvalidPercentage.selector);
        minter.setTargetBondingRate(1e9 + 1);
        vm.expectRevert(Minter.InvalidPercentage.selector);
        minter.setInflationChange(1e9 + 1);
        eq(minter.getController(), address(controller), "controller");
    }

    function test_badConstruction() public {
        vm.expectRevert(Minter.InvalidPercentage.selector);
        new Minter(address(controller), 1e9 + 1, 0, 0);
        vm.expectRevert(Minter.InvalidPercentage.selector);
        new Minter(address(controller), 0, 1e9 + 1, 0);
        vm.expectRevert(Minter.InvalidPercentage.selector);
        new Minter(address(controller), 0, 0, 1e9 + 1);
    }

    function test_migrate() public {
        token.mint(address(minter), 10);
        vm.deal(address(minter), 3 ether);
        Minter next = new Minter(address(controller), 1e6, 1e3, 5e8);
        controller.pause();
        minter.migrateToNewMinter(payable(address(next)));
        eq(token.balanceOf(address(next)), 10, "tokens");
        eq(address(next).balance, 3 ether, "ether");
        eq(token.balanceOf(address(minter)) + address(minter).balance, 0, "nothing stays");
    }

    function test_badMigrations() public {
        Minter next = new Minter(address(controller), 1e6, 1e3, 5e8);
        Minter other = new Minter(address(this), 1e6, 1e3, 5e8);
        vm.expectRevert(Minter.SystemNotPaused.selector);
        minter.migrateToNewMinter(payable(address(next)));
        controller.pause();
        vm.expectRevert(Minter.InvalidMinter.selector);
        minter.migrateToNewMinter(payable(address(0)));
        vm.expectRevert(Minter.InvalidMinter.selector);
        minter.migrateToNewMinter(payable(address(minter)));
        vm.expectRevert(Minter.InvalidMinter.selector);
        minter.migrateToNewMinter(payable(address(other)));
    }

    function testFuzz_noMoreThanMintable(uint128 supply, uint64[6] calldata stakes) public {
        token.mint(address(this), supply);
        nextRound();
        uint256 total;
        for (uint256 i = 0; i < 6; ++i) total += stakes[i];
        if (total == 0) return;
        uint256 minted;
        for (uint256 i = 0; i < 6; ++i) {
            asBonding();
            minted += minter.createReward(stakes[i], total);
        }
        atMost(minted, minter.currentMintableTokens(), "all together");
        eq(minted, minter.currentMintedTokens(), "counted");
    }
}
