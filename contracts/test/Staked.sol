// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Controller} from "../Controller.sol";
import {Minter} from "../rounds/Minter.sol";
import {RoundsManager} from "../rounds/RoundsManager.sol";
import {BondingManager} from "../staking/BondingManager.sol";
import {MillraceToken} from "../token/MillraceToken.sol";
import {Test} from "./Test.sol";

/// @notice Staking with the real rounds, minter and token. The ticket broker is an account that tests call from.
abstract contract Staked is Test {
    uint256 internal constant ROUND = 100;
    uint64 internal constant UNBONDING = 7;
    uint256 internal constant POOL = 3;
    address internal constant broker = address(0xB0);

    Controller internal controller;
    MillraceToken internal token;
    RoundsManager internal rounds;
    Minter internal minter;
    BondingManager internal bonding;

    function setUp() public virtual {
        vm.roll(ROUND);
        controller = new Controller();
        token = new MillraceToken(address(this), 0);
        rounds = new RoundsManager(address(controller));
        minter = new Minter(address(controller), 1e6, 1e3, 5e8);
        bonding = new BondingManager(address(controller));
        register("LivepeerToken", address(token));
        register("RoundsManager", address(rounds));
        register("Minter", address(minter));
        register("BondingManager", address(bonding));
        register("TicketBroker", broker);
        register("JobsManager", broker);
        token.grantRole(token.MINTER_ROLE(), address(this));
        token.grantRole(token.MINTER_ROLE(), address(minter));
        token.grantRole(token.BURNER_ROLE(), address(minter));
        rounds.setRoundLength(ROUND);
        rounds.setRoundLockAmount(100_000);
        bonding.setUnbondingPeriod(UNBONDING);
        bonding.setNumActiveTranscoders(POOL);
        controller.unpause();
        nextRound();
    }

    function register(string memory name, address at_) internal {
        controller.setContractInfo(keccak256(bytes(name)), at_, bytes20(0));
    }

    function nextRound() internal {
        vm.roll(rounds.currentRoundStartBlock() + ROUND);
        rounds.initializeRound();
    }

    function round() internal view returns (uint256) {
        return rounds.currentRound();
    }

    function give(address account, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(bonding), type(uint256).max);
    }

    function bond(address account, uint256 amount, address to) internal {
        give(account, amount);
        vm.prank(account);
        bonding.bond(amount, to);
    }

    /// @notice An orchestrator with its terms in 1e6ths, active from the next round on.
    function orchestrator(address account, uint256 amount, uint256 rewardCut, uint256 feeShare) internal {
        bond(account, amount, account);
        vm.prank(account);
        bonding.transcoder(rewardCut, feeShare);
    }

    function reward(address account) internal returns (uint256 minted) {
        uint256 before = token.totalSupply();
        vm.prank(account);
        bonding.reward();
        return token.totalSupply() - before;
    }

    function fees(address account, uint256 amount) internal {
        vm.deal(broker, amount);
        vm.prank(broker);
        minter.depositETH{value: amount}();
        vm.prank(broker);
        bonding.updateTranscoderWithFees(account, amount, 0);
    }

    function stakeOf(address account) internal view returns (uint256) {
        return bonding.pendingStake(account, 0);
    }

    function bondedOf(address account) internal view returns (uint256 bonded) {
        (bonded,,,,,,) = bonding.getDelegator(account);
    }

    function delegateOf(address account) internal view returns (address delegate) {
        (,, delegate,,,,) = bonding.getDelegator(account);
    }

    /// @notice The ten fields of an orchestrator, in the order of `getTranscoder`.
    function transcoderOf(address account) internal view returns (uint256[10] memory) {
        bytes memory call = abi.encodeCall(bonding.getTranscoder, (account));
        (bool done, bytes memory fields) = address(bonding).staticcall(call);
        isTrue(done, "getTranscoder");
        return abi.decode(fields, (uint256[10]));
    }

    /// @notice Stake, cut, share, reward factor and fee factor of an orchestrator's round.
    function poolOf(address account, uint256 round_) internal view returns (uint256[5] memory) {
        bytes memory call = abi.encodeCall(bonding.getTranscoderEarningsPoolForRound, (account, round_));
        (bool done, bytes memory fields) = address(bonding).staticcall(call);
        isTrue(done, "getTranscoderEarningsPoolForRound");
        return abi.decode(fields, (uint256[5]));
    }
}
