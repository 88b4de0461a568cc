// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Invariants} from "./Invariants.sol";

contract StakeInvariants is Invariants {
    function invariant_poolRoundsAndFactorsAreConsistent() public view {
        world.checkPool();
        world.checkRound();
        world.checkFactors();
    }
}
