// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Shares in 1e6ths and growth factors in 1e27ths. Everything rounds down, and once where Livepeer does twice.
library Perc {
    uint256 internal constant WHOLE = 1e6;
    /// @dev Factor of a pool that earned nothing yet.
    uint256 internal constant ONE = 1e27;

    /// @notice `part` 1e6ths of an amount.
    function share(uint256 amount, uint256 part) internal pure returns (uint256) {
        return amount * part / WHOLE;
    }

    /// @notice `amount * numerator / denominator`, rounded once and with no overflow in between.
    function scale(uint256 amount, uint256 numerator, uint256 denominator) internal pure returns (uint256) {
        return Math.mulDiv(amount, numerator, denominator);
    }
}
