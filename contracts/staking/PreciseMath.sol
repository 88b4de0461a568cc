// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Shares of amounts. Every division rounds down, so what is shared out never exceeds what there is.
library PreciseMath {
    /// @notice One, of cuts, fee shares and penalties.
    uint256 internal constant PERCENT = 1e6;
    /// @notice One, of cumulative factors.
    uint256 internal constant PRECISE = 1e27;

    /// @notice `amount * share / 1e6`.
    function percOf(uint256 amount, uint256 share) internal pure returns (uint256) {
        return amount * share / PERCENT;
    }

    /// @notice `amount * numerator / denominator` by way of a factor in 1e27ths: two roundings down.
    function scaled(uint256 amount, uint256 numerator, uint256 denominator) internal pure returns (uint256) {
        return Math.mulDiv(amount, Math.mulDiv(numerator, PRECISE, denominator), PRECISE);
    }
}
