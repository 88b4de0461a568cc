// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice The staking token, 18 decimals. Rewards are minted by the Minter, slashed stake is burned by it.
contract MillraceToken is ERC20, ERC20Permit, AccessControl {
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");
    bytes32 public constant BURNER_ROLE = keccak256("BURNER_ROLE");

    event Mint(address indexed to, uint256 amount);
    event Burn(address indexed burner, uint256 amount);

    /// @param holder account that gets the first tokens @param supply of them
    constructor(address holder, uint256 supply) ERC20("Millrace Token", "MILL") ERC20Permit("Millrace Token") {
        _grantRole(DEFAULT_ADMIN_ROLE, msg.sender);
        _mint(holder, supply);
        emit Mint(holder, supply);
    }

    /// @notice Makes new tokens. MINTER_ROLE only.
    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
        emit Mint(to, amount);
    }

    /// @notice Burns the caller's tokens. BURNER_ROLE only.
    function burn(uint256 amount) external onlyRole(BURNER_ROLE) {
        _burn(msg.sender, amount);
        emit Burn(msg.sender, amount);
    }

    /// @notice Burns tokens that `from` allowed the caller to spend. BURNER_ROLE only.
    function burnFrom(address from, uint256 amount) external onlyRole(BURNER_ROLE) {
        _spendAllowance(from, msg.sender, amount);
        _burn(from, amount);
        emit Burn(from, amount);
    }
}
