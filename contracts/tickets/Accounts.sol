// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Manager} from "../Manager.sol";

/// @notice What senders have put in: a deposit that anyone's winners draw on, and a reserve of which each active
/// orchestrator can claim an equal share per round. The ETH is with the Minter; these are the books.
abstract contract Accounts is Manager {
    using SafeCast for uint256;

    /// @dev What an account is from its first use on, for good: nobody can make a sender's own account a session, or
    /// take over a session that has run empty.
    enum Kind {
        Unused,
        Own,
        Session
    }

    struct Account {
        uint128 deposit;
        /// @dev Round from which the funds can be withdrawn; zero while no unlock is in progress.
        uint64 withdrawRound;
        /// @dev Last round whose tickets count, of a session.
        uint48 expiry;
        Kind kind;
        uint96 reserve;
        /// @dev Owner of a session; zero for a sender's own account.
        address owner;
        mapping(uint256 round => uint256) claimedForRound;
        mapping(uint256 round => mapping(address => uint256)) claimedByAddress;
    }

    /// @dev Livepeer's answers about a sender.
    struct Sender {
        uint256 deposit;
        uint256 withdrawRound;
    }

    struct ReserveInfo {
        uint256 fundsRemaining;
        uint256 claimedInCurrentRound;
    }

    /// @notice Longest that governance may make a period, rounds: it cannot lock funds for good.
    uint64 public constant MAX_PERIOD = 100;

    /// @notice Rounds that a ticket is valid, the one of its creation included.
    uint64 public ticketValidityPeriod;
    /// @notice Rounds between an unlock and the withdrawal.
    uint64 public unlockPeriod;

    mapping(address => Account) internal accounts;

    event DepositFunded(address indexed sender, uint256 amount);
    event ReserveFunded(address indexed reserveHolder, uint256 amount);
    event ReserveClaimed(address indexed reserveHolder, address claimant, uint256 amount);
    event Unlock(address indexed sender, uint256 startRound, uint256 endRound);
    event UnlockCancelled(address indexed sender);
    event Withdrawal(address indexed sender, uint256 deposit, uint256 reserve);

    error ValueNotSumOfDepositAndReserve();
    error NoFunds();
    error UnlockInProgress();
    error NoUnlockInProgress();
    error FundsLocked();
    error NotOwner();
    error InvalidPeriod();

    /// @notice Sets how many rounds pass between an unlock and the withdrawal. Owner only.
    function setUnlockPeriod(uint256 rounds) external onlyControllerOwner {
        if (rounds > MAX_PERIOD) revert InvalidPeriod();
        unlockPeriod = uint64(rounds);
        emit ParameterUpdate("unlockPeriod");
    }

    /// @notice Sets how many rounds a ticket is valid. Owner only.
    function setTicketValidityPeriod(uint256 rounds) external onlyControllerOwner {
        if (rounds == 0 || rounds > MAX_PERIOD) revert InvalidPeriod();
        ticketValidityPeriod = uint64(rounds);
        emit ParameterUpdate("ticketValidityPeriod");
    }

    /// @notice Adds to the caller's deposit.
    function fundDeposit() external payable whenSystemNotPaused {
        _beginFunding(msg.sender);
        _fundDeposit(msg.sender, msg.value);
        _keep(msg.value);
    }

    /// @notice Adds to the caller's reserve.
    function fundReserve() external payable whenSystemNotPaused {
        _beginFunding(msg.sender);
        _fundReserve(msg.sender, msg.value);
        _keep(msg.value);
    }

    /// @notice Adds to the caller's deposit and reserve, in wei; the value sent is their sum.
    function fundDepositAndReserve(uint256 deposit, uint256 reserve) external payable {
        fundDepositAndReserveFor(msg.sender, deposit, reserve);
    }

    /// @notice Adds to another account's deposit and reserve; to a session's only its owner does.
    function fundDepositAndReserveFor(address sender, uint256 deposit, uint256 reserve)
        public
        payable
        whenSystemNotPaused
    {
        _requireSum(deposit, reserve);
        _beginFunding(sender);
        _fund(sender, deposit, reserve);
    }

    /// @notice Begins the wait after which the caller can withdraw. Its tickets stay good until then.
    function unlock() external whenSystemNotPaused {
        _requireNoSession(msg.sender);
        _unlock(msg.sender);
    }

    /// @notice Ends that wait; the funds stay.
    function cancelUnlock() external whenSystemNotPaused {
        _requireNoSession(msg.sender);
        _cancelUnlock(msg.sender);
    }

    /// @notice Sends the caller's deposit and reserve to it.
    function withdraw() external whenSystemNotPaused {
        _requireNoSession(msg.sender);
        _withdraw(msg.sender);
    }

    /// @notice Whether a sender waits to withdraw, or could.
    function isUnlockInProgress(address sender) external view returns (bool) {
        return accounts[sender].withdrawRound > 0;
    }

    /// @notice A sender's deposit and withdraw round, and its reserve. Amounts in wei.
    function getSenderInfo(address sender) external view returns (Sender memory, ReserveInfo memory) {
        Account storage account = accounts[sender];
        return (Sender(account.deposit, account.withdrawRound), getReserveInfo(sender));
    }

    /// @notice What is left of a sender's reserve, and what was claimed of it in the current round, in wei.
    function getReserveInfo(address holder) public view returns (ReserveInfo memory) {
        Account storage account = accounts[holder];
        return ReserveInfo(account.reserve, account.claimedForRound[_round()]);
    }

    /// @notice What an orchestrator could still draw from a sender's reserve in the current round, in wei.
    function claimableReserve(address holder, address claimant) external view returns (uint256) {
        return _claimable(accounts[holder], claimant, _round());
    }

    /// @notice What it drew already.
    function claimedReserve(address holder, address claimant) external view returns (uint256) {
        return accounts[holder].claimedByAddress[_round()][claimant];
    }

    /// @dev Before funds are added: a sender's own account may be funded by anyone, and funding by who controls an
    /// account cancels its unlock.
    function _beginFunding(address sender) private {
        Account storage account = accounts[sender];
        if (account.kind == Kind.Unused) account.kind = Kind.Own;
        address controls = account.kind == Kind.Session ? account.owner : sender;
        if (msg.sender == controls) _cancelRunningUnlock(sender);
        else if (account.kind == Kind.Session) revert NotOwner();
    }

    function _fund(address sender, uint256 deposit, uint256 reserve) internal {
        _fundReserve(sender, reserve);
        _fundDeposit(sender, deposit);
        _keep(deposit + reserve);
    }

    function _unlock(address sender) internal {
        Account storage account = accounts[sender];
        if (_isEmpty(account)) revert NoFunds();
        if (account.withdrawRound > 0) revert UnlockInProgress();
        uint256 round = _round();
        account.withdrawRound = uint64(round + unlockPeriod);
        emit Unlock(sender, round, account.withdrawRound);
    }

    function _cancelUnlock(address sender) internal {
        if (accounts[sender].withdrawRound == 0) revert NoUnlockInProgress();
        _cancelRunningUnlock(sender);
    }

    /// @dev The withdraw round is kept: until funded again, the account's tickets stay worthless.
    function _withdraw(address sender) internal {
        Account storage account = accounts[sender];
        if (_isEmpty(account)) revert NoFunds();
        uint256 round = _round();
        if (!_isOutlived(account, round)) {
            if (account.withdrawRound == 0) revert NoUnlockInProgress();
            if (account.withdrawRound > round) revert FundsLocked();
        }
        (uint256 deposit, uint256 reserve) = (account.deposit, account.reserve);
        (account.deposit, account.reserve) = (0, 0);
        emit Withdrawal(sender, deposit, reserve);
        minter().trustedWithdrawETH(payable(msg.sender), deposit + reserve);
    }

    /// @dev Takes from a reserve for an orchestrator what is claimable of it.
    function _claimReserve(Account storage account, address holder, address claimant, uint256 amount, uint256 round)
        internal
    {
        account.reserve -= uint96(amount);
        account.claimedForRound[round] += amount;
        account.claimedByAddress[round][claimant] += amount;
        emit ReserveClaimed(holder, claimant, amount);
    }

    /// @dev An equal share of the reserve, as it was at the round's start, less what was claimed in the round. Unlike
    /// with Livepeer, who joins the pool within the round, which may take a wei, makes nobody's share smaller.
    function _claimable(Account storage account, address claimant, uint256 round) internal view returns (uint256) {
        if (!bondingManager().isActiveTranscoder(claimant)) return 0;
        uint256 size = bondingManager().activeSetSize();
        if (size == 0) return 0;
        uint256 share = (account.reserve + account.claimedForRound[round]) / size;
        uint256 claimed = account.claimedByAddress[round][claimant];
        // Without an unlock period, a sender could withdraw and fund again within a round, with less than was claimed.
        return share > claimed ? Math.min(share - claimed, account.reserve) : 0;
    }

    function _isEmpty(Account storage account) internal view returns (bool) {
        return account.deposit == 0 && account.reserve == 0;
    }

    function _isLocked(Account storage account, uint256 round) internal view returns (bool) {
        return account.withdrawRound == 0 || round < account.withdrawRound;
    }

    /// @dev Whether no ticket of a session can be valid any more.
    function _isOutlived(Account storage account, uint256 round) internal view returns (bool) {
        return account.kind == Kind.Session && uint256(account.expiry) + ticketValidityPeriod <= round;
    }

    /// @dev The key of a session controls nothing.
    function _requireNoSession(address sender) private view {
        if (accounts[sender].kind == Kind.Session) revert NotOwner();
    }

    function _requireSum(uint256 deposit, uint256 reserve) internal view {
        if (msg.value != deposit + reserve) revert ValueNotSumOfDepositAndReserve();
    }

    function _round() internal view returns (uint256) {
        return roundsManager().currentRound();
    }

    function _cancelRunningUnlock(address sender) internal {
        if (accounts[sender].withdrawRound == 0) return;
        accounts[sender].withdrawRound = 0;
        emit UnlockCancelled(sender);
    }

    function _fundDeposit(address sender, uint256 amount) private {
        if (amount > 0) accounts[sender].deposit += amount.toUint128();
        emit DepositFunded(sender, amount);
    }

    function _fundReserve(address sender, uint256 amount) private {
        if (amount > 0) accounts[sender].reserve += amount.toUint96();
        emit ReserveFunded(sender, amount);
    }

    function _keep(uint256 amount) private {
        if (amount > 0) minter().depositETH{value: amount}();
    }
}
