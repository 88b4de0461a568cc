// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Staked} from "../test/Staked.sol";

/// @notice Random histories of staking on the real contracts, written down for the exact model to be held against.
/// A file per history: a line of facts about its beginning, then one of every operation that the contracts let pass.
contract Histories is Staked {
    /// @dev In the model's order.
    enum Kind {
        Begin,
        Round,
        Bond,
        Unbond,
        Rebond,
        RebondFromUnbonded,
        TransferBond,
        Claim,
        WithdrawFees,
        Reward,
        Terms,
        Fees,
        Slash
    }

    uint256 private constant SHORTEST = 30;
    uint256 private constant LONGEST = 60;
    /// @dev Kinds of operations, each as often as it should be tried.
    bytes private constant OFTEN =
        hex"01010102020202020303030404040505050506060707080808090909090909090909090a0a0b0b0b0b0b0b0b0b0c";
    /// @dev Bytes of a line.
    uint256 private constant LINE = 99;
    address private constant verifier = address(0x5E);

    address[] private people;
    uint256 private orchestrators;
    uint256 private scale;
    uint256 private seed;

    /// @notice Writes HISTORIES of them, from number HISTORIES_FROM on, into the folder HISTORIES_IN: all three are
    /// variables of the environment.
    function test_histories() public {
        uint256 count = vm.envOr("HISTORIES", uint256(10));
        uint256 first = vm.envOr("HISTORIES_FROM", uint256(0));
        string memory folder = vm.envOr("HISTORIES_IN", string("contracts/cache/histories"));
        vm.createDir(folder, true);
        vm.pauseGasMetering();
        uint256 start = vm.snapshotState();
        for (uint256 i = first; i < first + count; i++) {
            bytes memory lines = this.history(i);
            atMost(SHORTEST * LINE, lines.length, "long enough");
            vm.writeFileBinary(string.concat(folder, "/", vm.toString(i)), lines);
            vm.revertToState(start);
        }
    }

    function history(uint256 number) external returns (bytes memory lines) {
        seed = number;
        lines = _begin();
        uint256 length = _random(LONGEST - SHORTEST + 1) + SHORTEST;
        for (uint256 i = 0; i < length;) {
            bytes memory line = _operation(Kind(uint8(OFTEN[_random(OFTEN.length)])));
            if (line.length == 0) continue;
            lines = bytes.concat(lines, line);
            i++;
        }
        lines = bytes.concat(lines, _nextRound());
        for (uint256 i = 0; i < people.length; i++) {
            bytes memory data = abi.encodeCall(bonding.claimEarnings, (0));
            lines = bytes.concat(lines, _call(people[i], data, Kind.Claim, i, i, 0, 0));
        }
    }

    /// @dev Every history has its own number of people, order of magnitude and speed of inflation. Everybody gets
    /// tokens first.
    function _begin() private returns (bytes memory) {
        orchestrators = 1 + _random(4);
        scale = 10 ** (4 + _random(24));
        uint256 delegators = 1 + _random(8);
        for (uint256 i = 0; i < orchestrators + delegators; i++) {
            people.push(address(uint160(0x1000 + i)));
            give(people[i], 10 * scale);
        }
        register("Verifier", verifier);
        uint256 digits = 3 + _random(5);
        minter.setInflationChange(10 ** digits);
        return _line(Kind.Begin, people.length, digits, token.totalSupply(), minter.inflation());
    }

    /// @dev Does what it can with random arguments; nothing is returned where the contracts refuse.
    function _operation(Kind kind) private returns (bytes memory) {
        if (kind == Kind.Round) return _nextRound();
        uint256 who = _random(people.length);
        uint256 to = _random(orchestrators);
        address a = people[who];
        if (kind == Kind.Bond) {
            uint256 amount = _random(4) == 0 ? 0 : 1 + _random(scale);
            if (bonding.isRegisteredTranscoder(a) || (who < orchestrators && _random(3) > 0)) to = who;
            bool bonded = _succeeds(a, abi.encodeCall(bonding.bond, (amount, people[to])));
            return bonded ? _line(kind, who, to, amount, bondedOf(a)) : bytes("");
        }
        if (kind == Kind.Unbond) {
            uint256 amount = _part(bonding.pendingStake(a, 0));
            return _call(a, abi.encodeCall(bonding.unbond, (amount)), kind, who, who, amount, 0);
        }
        if (kind == Kind.Rebond || kind == Kind.RebondFromUnbonded) return _rebond(kind, who, to);
        if (kind == Kind.TransferBond) {
            uint256 amount = _part(bonding.pendingStake(a, 0));
            to = _random(people.length);
            bytes memory data =
                abi.encodeWithSelector(bonding.transferBond.selector, people[to], amount, 0, 0, 0, 0);
            return to == who ? bytes("") : _call(a, data, kind, who, to, amount, 0);
        }
        if (kind == Kind.Claim) {
            return _call(a, abi.encodeCall(bonding.claimEarnings, (0)), kind, who, who, 0, 0);
        }
        if (kind == Kind.WithdrawFees) {
            uint256 amount = _part(bonding.pendingFees(a, 0));
            if (amount == 0) return "";
            bytes memory data = abi.encodeCall(bonding.withdrawFees, (payable(a), amount));
            return _call(a, data, kind, who, who, amount, 0);
        }
        return _orchestrators(kind, to);
    }

    function _orchestrators(Kind kind, uint256 who) private returns (bytes memory line) {
        address o = people[who];
        if (kind == Kind.Terms) {
            (uint256 cut, uint256 share) = (_random(1e6 + 1), _random(1e6 + 1));
            return _call(o, abi.encodeCall(bonding.transcoder, (cut, share)), kind, who, who, cut, share);
        }
        if (kind == Kind.Fees) {
            uint256 amount = 1 + _random(scale);
            vm.deal(broker, amount);
            vm.prank(broker);
            minter.depositETH{value: amount}();
            bytes memory data = abi.encodeCall(bonding.updateTranscoderWithFees, (o, amount, 0));
            return _call(broker, data, kind, who, who, amount, 0);
        }
        uint256 supply = token.totalSupply();
        if (kind == Kind.Reward) {
            if (!_succeeds(o, abi.encodeCall(bonding.reward, ()))) return "";
            return _line(kind, who, who, token.totalSupply() - supply, 0);
        }
        uint256 slashed = _random(4) == 0 ? 1e6 : _random(1e6);
        if (!_succeeds(verifier, abi.encodeCall(bonding.slashTranscoder, (o, address(0), slashed, 0)))) {
            return "";
        }
        return _line(kind, who, who, supply - token.totalSupply(), 0);
    }

    function _rebond(Kind kind, uint256 who, uint256 to) private returns (bytes memory) {
        address a = people[who];
        if (kind == Kind.Rebond && delegateOf(a) == address(0)) return "";
        (,,,,,, uint256 ids) = bonding.getDelegator(a);
        uint256 id = _random(ids + 1);
        (uint256 amount,) = bonding.getDelegatorUnbondingLock(a, id);
        bytes memory data = kind == Kind.Rebond
            ? abi.encodeCall(bonding.rebond, (id))
            : abi.encodeCall(bonding.rebondFromUnbonded, (people[to], id));
        if (kind == Kind.Rebond) to = uint160(delegateOf(a)) - uint160(people[0]);
        return _call(a, data, kind, who, to, amount, 0);
    }

    function _nextRound() private returns (bytes memory) {
        vm.roll(rounds.currentRoundStartBlock() + ROUND * _random(3));
        nextRound();
        return _line(Kind.Round, 0, 0, bonding.currentRoundTotalActiveStake(), minter.currentMintableTokens());
    }

    function _call(address from, bytes memory data, Kind kind, uint256 who, uint256 to, uint256 x, uint256 y)
        private
        returns (bytes memory)
    {
        return _succeeds(from, data) ? _line(kind, who, to, x, y) : bytes("");
    }

    function _succeeds(address from, bytes memory data) private returns (bool success) {
        vm.prank(from);
        (success,) = address(bonding).call(data);
    }

    /// @dev What was done, then stake and fees of both people as they are after it.
    function _line(Kind kind, uint256 who, uint256 to, uint256 x, uint256 y)
        private
        view
        returns (bytes memory)
    {
        bytes memory done = abi.encodePacked(uint8(kind), uint8(who), uint8(to), uint128(x), uint128(y));
        return bytes.concat(done, _position(who), _position(to));
    }

    function _position(uint256 who) private view returns (bytes memory) {
        address a = people[who % people.length];
        return abi.encodePacked(uint128(bonding.pendingStake(a, 0)), uint128(bonding.pendingFees(a, 0)));
    }

    function _part(uint256 whole) private returns (uint256) {
        return _random(2) == 0 || whole == 0 ? whole : 1 + _random(whole);
    }

    function _random(uint256 below) private returns (uint256) {
        seed = uint256(keccak256(abi.encode(seed)));
        return seed % below;
    }
}
