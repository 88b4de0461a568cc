// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Addresses in descending order of their keys. Whoever writes names the neighbours of the new place; a right
/// hint costs the same in a list of any size, a wrong one is walked on from. The list is of bounded size.
library SortedList {
    struct Node {
        uint256 key;
        address next;
        address prev;
    }

    struct Data {
        address head;
        address tail;
        uint256 size;
        uint256 maxSize;
        mapping(address id => Node) nodes;
    }

    error ListFull();
    error KeyZero();

    /// @notice Whether an address is in the list: a key of zero stands for "absent".
    function contains(Data storage self, address id) internal view returns (bool) {
        return self.nodes[id].key != 0;
    }

    /// @notice Puts an address that is not in the list at its place, after those of an equal key.
    /// @param prev, next neighbours of that place; zero where there is none or it is not known
    function insert(Data storage self, address id, uint256 key, address prev, address next) internal {
        if (key == 0) revert KeyZero();
        if (self.size == self.maxSize) revert ListFull();
        if (!_fits(self, key, prev, next)) (prev, next) = _find(self, key, prev, next);
        self.nodes[id] = Node(key, next, prev);
        if (prev == address(0)) self.head = id;
        else self.nodes[prev].next = id;
        if (next == address(0)) self.tail = id;
        else self.nodes[next].prev = id;
        self.size += 1;
    }

    /// @notice Takes an address out of the list that it is in.
    function remove(Data storage self, address id) internal {
        (address prev, address next) = (self.nodes[id].prev, self.nodes[id].next);
        if (prev == address(0)) self.head = next;
        else self.nodes[prev].next = next;
        if (next == address(0)) self.tail = prev;
        else self.nodes[next].prev = prev;
        delete self.nodes[id];
        self.size -= 1;
    }

    /// @notice Gives an address in the list another key.
    function updateKey(Data storage self, address id, uint256 key, address prev, address next) internal {
        remove(self, id);
        insert(self, id, key, prev, next);
    }

    /// @dev Whether the place between two neighbours exists and is right for a key.
    function _fits(Data storage self, uint256 key, address prev, address next) private view returns (bool) {
        if (prev != address(0) && (!contains(self, prev) || self.nodes[prev].key < key)) return false;
        if (next != address(0) && (!contains(self, next) || self.nodes[next].key >= key)) return false;
        if (prev == address(0)) return self.head == next;
        return self.nodes[prev].next == next;
    }

    /// @dev Walks from a hint that is in the list, or from the head.
    function _find(Data storage self, uint256 key, address prev, address next)
        private
        view
        returns (address, address)
    {
        address left = contains(self, prev) ? prev : contains(self, next) ? next : self.head;
        if (left == address(0)) return (address(0), address(0));
        while (left != address(0) && self.nodes[left].key < key) left = self.nodes[left].prev;
        address right = left == address(0) ? self.head : self.nodes[left].next;
        while (right != address(0) && self.nodes[right].key >= key) {
            (left, right) = (right, self.nodes[right].next);
        }
        return (left, right);
    }
}
