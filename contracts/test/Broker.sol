// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../tickets/Accounts.sol";
import {TicketBroker} from "../tickets/TicketBroker.sol";
import {Ticket} from "../tickets/Tickets.sol";
import {Staked} from "./Staked.sol";

/// @notice The whole system, with the real ticket broker, one active orchestrator and a sender without funds.
abstract contract Broker is Staked {
    uint256 internal constant UNLOCK = 2;
    uint256 internal constant VALIDITY = 2;
    uint256 internal constant SENDER_KEY = 0xA11CE;
    uint256 internal constant RAND = 0xC0FFEE;
    uint256 internal constant SURE = type(uint256).max;
    address internal constant o = address(0xA1);
    address internal constant stranger = address(0xBAD);

    TicketBroker internal tickets;
    address internal sender;

    function setUp() public virtual override {
        super.setUp();
        tickets = new TicketBroker(address(controller));
        register("TicketBroker", address(tickets));
        register("JobsManager", address(tickets));
        tickets.setUnlockPeriod(UNLOCK);
        tickets.setTicketValidityPeriod(VALIDITY);
        sender = vm.addr(SENDER_KEY);
        orchestrator(o, 10 ether, 0, 0);
        nextRound();
    }

    function fund(address account, uint256 deposit, uint256 reserve) internal {
        vm.deal(account, deposit + reserve);
        vm.prank(account);
        tickets.fundDepositAndReserve{value: deposit + reserve}(deposit, reserve);
    }

    /// @notice A session of `owner` with its ether.
    function open(address owner, address key, uint256 expiry, uint256 deposit, uint256 reserve) internal {
        vm.deal(owner, deposit + reserve);
        vm.prank(owner);
        tickets.openSession{value: deposit + reserve}(key, uint48(expiry), deposit, reserve);
    }

    /// @notice What a ticket that is created now says of its creation.
    function aux() internal view returns (bytes memory) {
        return abi.encode(round(), rounds.blockHashForRound(round()));
    }

    /// @notice A ticket of this round from the sender to `o` that wins for sure.
    function ticketOf(uint256 faceValue, uint256 nonce) internal view returns (Ticket memory) {
        return Ticket(o, sender, faceValue, SURE, nonce, keccak256(abi.encode(RAND)), aux());
    }

    function signed(Ticket memory ticket, uint256 key) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digestOf(ticket));
        return abi.encodePacked(r, s, v);
    }

    function signed(Ticket memory ticket) internal view returns (bytes memory) {
        return signed(ticket, SENDER_KEY);
    }

    /// @notice What personal_sign signs of a ticket's hash.
    function digestOf(Ticket memory ticket) internal view returns (bytes32) {
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", tickets.getTicketHash(ticket)));
    }

    function redeem(Ticket memory ticket) internal {
        bytes memory signature = signed(ticket);
        tickets.redeemWinningTicket(ticket, signature, RAND);
    }

    /// @notice Expects a redemption to fail; the signature is the sender's.
    function refuse(Ticket memory ticket, bytes4 why) internal {
        refuse(ticket, signed(ticket), why);
    }

    function refuse(Ticket memory ticket, bytes memory signature, bytes4 why) internal {
        vm.expectRevert(why);
        tickets.redeemWinningTicket(ticket, signature, RAND);
    }

    function depositOf(address account) internal view returns (uint256) {
        (Accounts.Sender memory info,) = tickets.getSenderInfo(account);
        return info.deposit;
    }

    function withdrawRoundOf(address account) internal view returns (uint256) {
        (Accounts.Sender memory info,) = tickets.getSenderInfo(account);
        return info.withdrawRound;
    }

    function reserveOf(address account) internal view returns (uint256) {
        return tickets.getReserveInfo(account).fundsRemaining;
    }

    function feesOf(address account) internal view returns (uint256) {
        return bonding.pendingFees(account, 0);
    }

    function isUsed(Ticket memory ticket) internal view returns (bool) {
        return tickets.usedTickets(tickets.getTicketHash(ticket));
    }
}
