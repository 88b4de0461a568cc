// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../../tickets/Accounts.sol";
import {OrchestratorActions} from "./OrchestratorActions.sol";

/// @notice What senders of tickets do with their deposits and reserves: three with accounts of their own, four with
/// keys of sessions that two wallets own.
abstract contract AccountActions is OrchestratorActions {
    uint256 internal constant OWN = 3;
    uint256 internal constant SESSIONS = 4;

    address[] internal senders;
    address[] internal ownSenders;
    address[] internal sessions;
    mapping(address sender => uint256 privateKey) internal keys;
    address[2] internal wallets = [address(0xA1), address(0xA2)];

    function setUp() public virtual override {
        super.setUp();
        for (uint256 key = 1; key <= OWN + SESSIONS; key++) {
            address sender = vm.addr(key);
            keys[sender] = key;
            senders.push(sender);
            (key <= OWN ? ownSenders : sessions).push(sender);
        }
    }

    function fund(uint256 who, uint256 seed) external {
        address sender = ownSenders[who % OWN];
        (uint256 deposit, uint256 reserve) = _split(seed);
        _payFrom(sender, deposit + reserve);
        if (reserve == 0) tickets.fundDeposit{value: deposit}();
        else if (deposit == 0) tickets.fundReserve{value: reserve}();
        else tickets.fundDepositAndReserve{value: deposit + reserve}(deposit, reserve);
        _did("fund");
    }

    function openSession(uint256 which, uint256 owner, uint256 expiry, uint256 seed) external {
        address key = sessions[which % SESSIONS];
        address wallet = _isSession(key) ? _ownerOf(key) : wallets[owner % 2];
        (uint256 deposit, uint256 reserve) = _split(seed);
        uint48 until = uint48(within(expiry, round(), round() + 4));
        _payFrom(wallet, deposit + reserve);
        tickets.openSession{value: deposit + reserve}(key, until, deposit, reserve);
        _did("openSession");
    }

    function fundSession(uint256 which, uint256 seed) external {
        address key = _find(sessions, which, _isSession);
        if (key == address(0)) return;
        (uint256 deposit, uint256 reserve) = _split(seed);
        _payFrom(_ownerOf(key), deposit + reserve);
        tickets.fundDepositAndReserveFor{value: deposit + reserve}(key, deposit, reserve);
        _did("fundSession");
    }

    function revokeSession(uint256 which) external {
        address key = _find(sessions, which, _canRevoke);
        if (key == address(0)) return;
        vm.prank(_ownerOf(key));
        tickets.revokeSession(key);
        _did("revokeSession");
    }

    function unlock(uint256 who) external {
        address sender = _find(senders, who, _canUnlock);
        if (sender == address(0)) return;
        bool session = _isSession(sender);
        vm.prank(_ownerOf(sender));
        if (session) tickets.unlockSession(sender);
        else tickets.unlock();
        _did("unlock");
    }

    function cancelUnlock(uint256 who) external {
        address sender = _find(senders, who, _isUnlocking);
        if (sender == address(0)) return;
        bool session = _isSession(sender);
        vm.prank(_ownerOf(sender));
        if (session) tickets.cancelUnlockSession(sender);
        else tickets.cancelUnlock();
        _did("cancelUnlock");
    }

    function withdraw(uint256 who) external {
        address sender = _find(senders, who, _canWithdraw);
        if (sender == address(0)) return;
        address owner = _ownerOf(sender);
        uint256 funds = _fundsOf(sender);
        uint256 before = owner.balance;
        bool session = _isSession(sender);
        vm.prank(owner);
        if (session) tickets.withdrawSession(sender);
        else tickets.withdraw();
        eq(owner.balance, before + funds, "the owner has the funds");
        returnedWei += funds;
        _did("withdraw");
    }

    /// @dev Deposit and reserve of a sender.
    function _fundsOf(address sender) internal view returns (uint256) {
        (Accounts.Sender memory account, Accounts.ReserveInfo memory reserve) = tickets.getSenderInfo(sender);
        return account.deposit + reserve.fundsRemaining;
    }

    function _isLocked(address sender) internal view returns (bool) {
        (Accounts.Sender memory account,) = tickets.getSenderInfo(sender);
        return account.withdrawRound == 0 || round() < account.withdrawRound;
    }

    function _isSession(address sender) internal view returns (bool) {
        (address owner,) = tickets.getSession(sender);
        return owner != address(0);
    }

    /// @dev The next call comes from the payer, and can send the amount along.
    function _payFrom(address payer, uint256 amount) private {
        vm.deal(payer, payer.balance + amount);
        fundedWei += amount;
        vm.prank(payer);
    }

    function _split(uint256 seed) private pure returns (uint256 deposit, uint256 reserve) {
        if (seed % 3 > 0) deposit = _amount(seed / 3, 20);
        if (seed % 3 != 1) reserve = _amount(seed / 7, 20);
    }

    function _ownerOf(address sender) private view returns (address owner) {
        (owner,) = tickets.getSession(sender);
        if (owner == address(0)) owner = sender;
    }

    function _canUnlock(address sender) private view returns (bool) {
        return _fundsOf(sender) > 0 && !tickets.isUnlockInProgress(sender);
    }

    function _canRevoke(address key) private view returns (bool) {
        return _isSession(key) && (_fundsOf(key) > 0 || tickets.isUnlockInProgress(key));
    }

    function _isUnlocking(address sender) private view returns (bool) {
        return tickets.isUnlockInProgress(sender);
    }

    function _canWithdraw(address sender) private view returns (bool) {
        (address owner, uint256 expiry) = tickets.getSession(sender);
        bool outlived = owner != address(0) && expiry + 2 <= round();
        return _fundsOf(sender) > 0 && (!_isLocked(sender) || outlived);
    }
}
