// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

contract MoneyInvariants is Invariants {
    function invariant_whatIsHeldIsWhatIsOwed() public view {
        world.checkTokens();
        world.checkEth();
    }
}
