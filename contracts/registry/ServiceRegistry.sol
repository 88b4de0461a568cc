// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Manager} from "../Manager.sol";

/// @notice Where an orchestrator is found: its multiaddress, of which `/p2p/<peer id>` is the part that counts.
contract ServiceRegistry is Manager {
    mapping(address => string) private serviceURIs;

    /// @notice Longest address taken, bytes.
    uint256 public constant MAX_SERVICE_URI = 512;

    event ServiceURIUpdate(address indexed addr, string serviceURI);

    error ServiceURITooLong();

    constructor(address controller_) Manager(controller_) {}

    /// @notice Sets the caller's address; an empty one takes it back.
    function setServiceURI(string calldata serviceURI) external {
        if (bytes(serviceURI).length > MAX_SERVICE_URI) revert ServiceURITooLong();
        serviceURIs[msg.sender] = serviceURI;
        emit ServiceURIUpdate(msg.sender, serviceURI);
    }

    /// @notice Address of an orchestrator, or an empty text.
    function getServiceURI(address addr) external view returns (string memory) {
        return serviceURIs[addr];
    }
}
