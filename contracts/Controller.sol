// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IController} from "./interfaces/IController.sol";

/// @notice Registry of the protocol's contracts by keccak256(name), owner of their parameters, and their brake.
/// Starts paused, so that nothing moves before everything is registered.
contract Controller is IController, Ownable {
    struct ContractInfo {
        address contractAddress;
        bytes20 gitCommitHash;
    }

    bool public paused = true;
    mapping(bytes32 id => ContractInfo) private registry;

    error AlreadyPaused();
    error NotPaused();

    constructor() Ownable(msg.sender) {}

    /// @notice Registers a contract, or another in its place. Owner only.
    function setContractInfo(bytes32 id, address contractAddress, bytes20 gitCommitHash) external onlyOwner {
        registry[id] = ContractInfo(contractAddress, gitCommitHash);
        emit SetContractInfo(id, contractAddress, gitCommitHash);
    }

    /// @notice Hands a registered contract to another Controller. Owner only.
    function updateController(bytes32 id, address controller) external onlyOwner {
        IManaged(registry[id].contractAddress).setController(controller);
    }

    /// @notice Stops every call that the managed contracts guard. Owner only.
    function pause() external onlyOwner {
        if (paused) revert AlreadyPaused();
        paused = true;
        emit Pause();
    }

    /// @notice Lets them go on. Owner only.
    function unpause() external onlyOwner {
        if (!paused) revert NotPaused();
        paused = false;
        emit Unpause();
    }

    /// @notice Address and commit that are registered under an id; zeros where there is none.
    function getContractInfo(bytes32 id) external view returns (address, bytes20) {
        return (registry[id].contractAddress, registry[id].gitCommitHash);
    }

    /// @inheritdoc IController
    function getContract(bytes32 id) external view returns (address) {
        return registry[id].contractAddress;
    }

    /// @inheritdoc IController
    function owner() public view override(IController, Ownable) returns (address) {
        return super.owner();
    }
}

interface IManaged {
    function setController(address controller) external;
}
