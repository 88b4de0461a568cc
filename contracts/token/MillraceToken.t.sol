// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Test} from "../test/Test.sol";
import {MillraceToken} from "./MillraceToken.sol";

contract MillraceTokenTest is Test {
    uint256 private constant KEY = 0xA11CE;
    address private constant holder = address(0x01D);
    address private constant other = address(0x02E);
    MillraceToken private token;

    function setUp() public {
        token = new MillraceToken(holder, 100);
    }

    function refuseRole(bytes32 role) private {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, other, role)
        );
        vm.prank(other);
    }

    function test_theFirstTokens() public {
        vm.expectEmit();
        emit MillraceToken.Mint(holder, 7);
        MillraceToken fresh = new MillraceToken(holder, 7);
        eq(fresh.balanceOf(holder), 7, "holder");
        eq(fresh.totalSupply(), 7, "supply");
        eq(fresh.decimals(), 18, "decimals");
        eq(keccak256(bytes(fresh.symbol())), keccak256("MILL"), "symbol");
    }

    function test_mint() public {
        bytes32 role = token.MINTER_ROLE();
        refuseRole(role);
        token.mint(other, 5);
        token.grantRole(role, other);
        vm.expectEmit(address(token));
        emit MillraceToken.Mint(holder, 5);
        vm.prank(other);
        token.mint(holder, 5);
        eq(token.balanceOf(holder), 105, "balance");
        eq(token.totalSupply(), 105, "supply");
    }

    function test_burn() public {
        bytes32 role = token.BURNER_ROLE();
        refuseRole(role);
        token.burn(5);
        token.grantRole(role, holder);
        vm.expectEmit(address(token));
        emit MillraceToken.Burn(holder, 5);
        vm.prank(holder);
        token.burn(5);
        eq(token.balanceOf(holder), 95, "balance");
        eq(token.totalSupply(), 95, "supply");
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, holder, 95, 96)
        );
        vm.prank(holder);
        token.burn(96);
    }

    function test_burnFrom() public {
        bytes32 role = token.BURNER_ROLE();
        refuseRole(role);
        token.burnFrom(holder, 5);
        token.grantRole(role, other);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, other, 0, 5)
        );
        vm.prank(other);
        token.burnFrom(holder, 5);
        vm.prank(holder);
        token.approve(other, 8);
        vm.expectEmit(address(token));
        emit MillraceToken.Burn(holder, 5);
        vm.prank(other);
        token.burnFrom(holder, 5);
        eq(token.balanceOf(holder), 95, "balance");
        eq(token.allowance(holder, other), 3, "allowance");
    }

    function test_onlyTheAdminGivesRoles() public {
        bytes32 role = token.MINTER_ROLE();
        refuseRole(token.DEFAULT_ADMIN_ROLE());
        token.grantRole(role, other);
    }

    function test_permit() public {
        address owner = vm.addr(KEY);
        bytes32 digest = permitDigest(owner, 9);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        token.permit(owner, other, 9, block.timestamp, v, r, s);
        eq(token.allowance(owner, other), 9, "allowance");
        eq(token.nonces(owner), 1, "nonce");
        vm.expectRevert();
        token.permit(owner, other, 9, block.timestamp, v, r, s);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, block.timestamp - 1));
        token.permit(owner, other, 9, block.timestamp - 1, v, r, s);
    }

    function permitDigest(address owner, uint256 value) private view returns (bytes32) {
        bytes32 kind = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 permit = keccak256(abi.encode(kind, owner, other, value, token.nonces(owner), block.timestamp));
        return keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), permit));
    }
}
