// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Neighbours} from "./Types.sol";

/// @notice Doubly linked list of accounts, largest key first. Keys stay where they are: `keyOf` reads them.
/// A right hint costs the same at any size; a wrong one is searched from, in steps of one node.
library SortedList {
    struct List {
        address first;
        uint64 size;
        address last;
        mapping(address id => Neighbours) nodes;
    }

    function contains(List storage list, address id) internal view returns (bool) {
        return id != address(0) && (list.first == id || list.nodes[id].prev != address(0));
    }

    /// @notice Adds an account that is not in the list, where its key belongs.
    function insert(List storage list, address id, Neighbours memory hint, function(address) view returns (uint256) keyOf)
        internal
    {
        (address prev, address next) = _find(list, keyOf(id), hint, keyOf);
        list.nodes[id] = Neighbours(prev, next);
        _join(list, prev, id);
        _join(list, id, next);
        list.size++;
    }

    /// @notice Takes an account out that is in the list.
    function remove(List storage list, address id) internal {
        Neighbours memory node = list.nodes[id];
        _join(list, node.prev, node.next);
        delete list.nodes[id];
        list.size--;
    }

    /// @notice Puts an account that is in the list where its changed key belongs.
    function move(List storage list, address id, Neighbours memory hint, function(address) view returns (uint256) keyOf)
        internal
    {
        Neighbours memory node = list.nodes[id];
        uint256 key = keyOf(id);
        bool below = node.prev == address(0) || keyOf(node.prev) >= key;
        if (below && (node.next == address(0) || keyOf(node.next) <= key)) return;
        remove(list, id);
        if (hint.prev == address(0) && hint.next == address(0)) hint = node;
        insert(list, id, hint, keyOf);
    }

    function _join(List storage list, address prev, address next) private {
        if (prev == address(0)) list.first = next;
        else list.nodes[prev].next = next;
        if (next == address(0)) list.last = prev;
        else list.nodes[next].prev = prev;
    }

    /// @dev Neighbours between which a key belongs: those of the hint, or found from it.
    function _find(
        List storage list,
        uint256 key,
        Neighbours memory hint,
        function(address) view returns (uint256) keyOf
    ) private view returns (address prev, address next) {
        if (hint.prev != address(0) && contains(list, hint.prev)) prev = hint.prev;
        else if (hint.next != address(0) && contains(list, hint.next)) prev = list.nodes[hint.next].prev;
        while (prev != address(0) && keyOf(prev) < key) prev = list.nodes[prev].prev;
        next = prev == address(0) ? list.first : list.nodes[prev].next;
        while (next != address(0) && keyOf(next) > key) (prev, next) = (next, list.nodes[next].next);
    }
}
