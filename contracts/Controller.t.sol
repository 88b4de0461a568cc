// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Controller} from "./Controller.sol";
import {IController} from "./interfaces/IController.sol";
import {Manager} from "./Manager.sol";
import {ServiceRegistry} from "./registry/ServiceRegistry.sol";
import {Test} from "./test/Test.sol";

contract ControllerTest is Test {
    bytes32 private constant ID = keccak256("ServiceRegistry");
    bytes20 private constant COMMIT = bytes20(uint160(0xC0));
    address private constant stranger = address(0xBAD);
    Controller private controller;
    ServiceRegistry private managed;

    function setUp() public {
        controller = new Controller();
        managed = new ServiceRegistry(address(controller));
    }

    function refuseStranger() private {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
    }

    function test_register() public {
        eq(controller.getContract(ID), address(0), "unknown");
        vm.expectEmit(address(controller));
        emit IController.SetContractInfo(ID, address(managed), COMMIT);
        controller.setContractInfo(ID, address(managed), COMMIT);
        eq(controller.getContract(ID), address(managed), "address");
        (address at_, bytes20 commit) = controller.getContractInfo(ID);
        eq(at_, address(managed), "address");
        isTrue(commit == COMMIT, "commit");
        controller.setContractInfo(ID, stranger, 0);
        eq(controller.getContract(ID), stranger, "another in its place");
    }

    function test_startsPaused() public {
        isTrue(controller.paused(), "paused");
        vm.expectRevert(Controller.AlreadyPaused.selector);
        controller.pause();
        vm.expectEmit(address(controller));
        emit IController.Unpause();
        controller.unpause();
        isTrue(!controller.paused(), "running");
        vm.expectRevert(Controller.NotPaused.selector);
        controller.unpause();
        vm.expectEmit(address(controller));
        emit IController.Pause();
        controller.pause();
    }

    function test_ownerOnly() public {
        refuseStranger();
        controller.setContractInfo(ID, stranger, 0);
        refuseStranger();
        controller.updateController(ID, stranger);
        refuseStranger();
        controller.pause();
        refuseStranger();
        controller.unpause();
        refuseStranger();
        controller.transferOwnership(stranger);
    }

    function test_anotherOwner() public {
        vm.expectEmit(address(controller));
        emit Ownable.OwnershipTransferred(address(this), stranger);
        controller.transferOwnership(stranger);
        eq(controller.owner(), stranger, "owner");
        vm.prank(stranger);
        controller.unpause();
    }

    function test_handOver() public {
        controller.setContractInfo(ID, address(managed), COMMIT);
        Controller next = new Controller();
        vm.expectEmit(address(managed));
        emit Manager.SetController(address(next));
        controller.updateController(ID, address(next));
        eq(address(managed.controller()), address(next), "under the next");
        vm.expectRevert(Manager.OnlyController.selector);
        controller.updateController(ID, address(controller));
        vm.expectRevert(Manager.OnlyController.selector);
        managed.setController(stranger);
    }
}
