// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../test/Test.sol";
import {ServiceRegistry} from "./ServiceRegistry.sol";

contract ServiceRegistryTest is Test {
    string private constant PEER = "/p2p/12D3KooWGC6TvWhfajpgX6wvJHMYvKpDMXPb3ZnCZ6dMoaMtimQ5";
    address private constant o = address(0xA1);
    ServiceRegistry private registry;

    function setUp() public {
        registry = new ServiceRegistry(address(this));
    }

    function test_set() public {
        vm.expectEmit(address(registry));
        emit ServiceRegistry.ServiceURIUpdate(o, PEER);
        vm.prank(o);
        registry.setServiceURI(PEER);
        eq(keccak256(bytes(registry.getServiceURI(o))), keccak256(bytes(PEER)), "read again");
        eq(bytes(registry.getServiceURI(address(this))).length, 0, "its own only");
        vm.prank(o);
        registry.setServiceURI("");
        eq(bytes(registry.getServiceURI(o)).length, 0, "taken back");
    }

    function testFuzz_asLongAsTheLimit(uint16 length) public {
        length = uint16(within(length, 0, 1024));
        string memory text = string(new bytes(length));
        if (length > registry.MAX_SERVICE_URI()) {
            vm.expectRevert(ServiceRegistry.ServiceURITooLong.selector);
            registry.setServiceURI(text);
        } else {
            registry.setServiceURI(text);
            eq(bytes(registry.getServiceURI(address(this))).length, length, "whole");
        }
    }
}
