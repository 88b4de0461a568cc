// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../test/Test.sol";
import {SortedList} from "./SortedList.sol";
import {Neighbours} from "./Types.sol";

contract SortedListTest is Test {
    using SortedList for SortedList.List;

    SortedList.List private list;
    mapping(address id => uint256) private keys;

    function keyOf(address id) private view returns (uint256) {
        return keys[id];
    }

    function put(uint160 id, uint256 key, uint160 prev, uint160 next) private {
        keys[address(id)] = key;
        Neighbours memory hint = Neighbours(address(prev), address(next));
        if (list.contains(address(id))) list.move(address(id), hint, keyOf);
        else list.insert(address(id), hint, keyOf);
    }

    function checkOrder() private view {
        uint256 count = 0;
        address prev = address(0);
        for (address id = list.first; id != address(0); id = list.nodes[id].next) {
            eq(list.nodes[id].prev, prev, "prev");
            isTrue(prev == address(0) || keys[prev] >= keys[id], "descending");
            isTrue(list.contains(id), "contains");
            prev = id;
            count++;
        }
        eq(list.last, prev, "last");
        eq(list.size, count, "size");
    }

    function test_emptyHoldsNobody() public view {
        isTrue(!list.contains(address(0)), "zero");
        isTrue(!list.contains(address(1)), "one");
    }

    function test_hintsAreUsedWhenRightAndSearchedFromWhenWrong() public {
        put(1, 50, 0, 0);
        put(2, 30, 1, 0); // right
        put(3, 40, 1, 2); // right
        put(4, 60, 2, 0); // too low: searched upwards
        put(5, 10, 4, 1); // too high: searched downwards
        put(6, 35, 99, 2); // prev is not in the list, next is
        put(7, 70, 99, 98); // neither is
        put(8, 5, 0, 0);
        checkOrder();
        eq(list.first, address(7), "first");
        eq(list.last, address(8), "last");
    }

    function test_moveKeepsItsPlaceWhereThatFits() public {
        put(1, 50, 0, 0);
        put(2, 40, 0, 0);
        put(3, 30, 0, 0);
        put(2, 45, 0, 0);
        put(1, 46, 0, 0);
        put(3, 45, 0, 0);
        checkOrder();
        eq(list.nodes[address(2)].next, address(3), "an equal key stays behind");
        put(3, 47, 0, 0);
        eq(list.first, address(3), "moved up");
        put(3, 1, 0, 0);
        eq(list.last, address(3), "moved down");
        checkOrder();
    }

    function testFuzz_staysSorted(uint256 seed) public {
        for (uint256 i = 0; i < 40; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint160 id = uint160(1 + seed % 9);
            if (seed >> 200 & 3 == 0 && list.contains(address(id))) list.remove(address(id));
            else put(id, 1 + (seed >> 8) % 20, uint160((seed >> 16) % 12), uint160((seed >> 24) % 12));
            checkOrder();
        }
    }
}
