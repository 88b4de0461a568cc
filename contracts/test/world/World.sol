// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TicketBroker} from "../../tickets/TicketBroker.sol";
import {Staked} from "../Staked.sol";

/// @notice The whole system, the people who use it, and how often each of their actions succeeded.
abstract contract World is Staked {
    uint256 internal constant PEOPLE = 9;
    /// @dev The first of the people: others delegate to them only, so that sums over delegates are short.
    uint256 internal constant CANDIDATES = 5;
    address internal constant verifier = address(0x5E);

    TicketBroker internal tickets;
    address[] internal people;
    address[] internal candidates;
    string[] internal actions;
    mapping(string action => uint256) public done;
    /// @notice Actions that succeeded, all together.
    uint256 public steps;

    function setUp() public virtual override {
        super.setUp();
        tickets = new TicketBroker(address(controller));
        tickets.setUnlockPeriod(2);
        bonding.setUnbondingPeriod(2);
        tickets.setTicketValidityPeriod(2);
        register("TicketBroker", address(tickets));
        register("JobsManager", address(tickets));
        register("Verifier", verifier);
        for (uint256 i = 0; i < PEOPLE; i++) {
            people.push(address(uint160(0x1000 + i)));
        }
        for (uint256 i = 0; i < CANDIDATES; i++) {
            candidates.push(people[i]);
        }
    }

    /// @notice Names of the actions that succeeded at least once.
    function actionsDone() external view returns (string[] memory) {
        return actions;
    }

    function _did(string memory action) internal {
        if (done[action]++ == 0) actions.push(action);
        steps++;
    }

    /// @dev The first of some accounts, from a random one on, that can act; zero if none can.
    function _find(address[] storage among, uint256 seed, function(address) view returns (bool) can)
        internal
        view
        returns (address)
    {
        uint256 count = among.length;
        for (uint256 i = 0; i < count; i++) {
            address account = among[(seed % count + i) % count];
            if (can(account)) return account;
        }
        return address(0);
    }

    /// @dev A number of any order of magnitude, from 1 to 10^digits.
    function _amount(uint256 seed, uint256 digits) internal pure returns (uint256) {
        return 1 + (seed >> 8) % 10 ** (1 + seed % digits);
    }

    function _lastClaim(address account) internal view returns (uint256 last) {
        (,,,,, last,) = bonding.getDelegator(account);
    }

    /// @dev Rewards and fees that an orchestrator's next claim brings on top of its share.
    function _own(address account) internal view returns (uint256 active, uint256 rewards, uint256 fees_) {
        (,,,,,, active, rewards, fees_,) = bonding.getTranscoder(account);
    }

    function _isInPool(address account) internal view returns (bool) {
        address at_ = bonding.getFirstTranscoderInPool();
        while (at_ != address(0) && at_ != account) at_ = bonding.getNextTranscoderInPool(at_);
        return at_ == account;
    }
}
