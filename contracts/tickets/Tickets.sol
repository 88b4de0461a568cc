// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice A promise to pay `faceValue` with probability `winProb / (2^256 - 1)`, byte for byte Livepeer's.
struct Ticket {
    address recipient;
    address sender;
    uint256 faceValue;
    uint256 winProb;
    uint256 senderNonce;
    bytes32 recipientRandHash;
    /// Creation round (uint256), then the hash stored for it (bytes32).
    bytes auxData;
}

/// @notice Hash, signature and winning rule of tickets.
library Tickets {
    uint256 internal constant AUX_DATA_LENGTH = 64;
    uint256 internal constant SIGNATURE_LENGTH = 65;

    /// @notice keccak256 over the tightly packed fields, 232 bytes.
    function hash(Ticket calldata ticket) internal pure returns (bytes32) {
        return keccak256(
            abi.encodePacked(
                ticket.recipient,
                ticket.sender,
                ticket.faceValue,
                ticket.winProb,
                ticket.senderNonce,
                ticket.recipientRandHash,
                ticket.auxData
            )
        );
    }

    /// @notice Whether the sender signed a ticket's hash, as personal_sign does: 65 bytes, low s. The bytes of a
    /// signature draw the lottery, so there is one valid form of it only.
    function isSigned(bytes32 ticketHash, bytes calldata signature, address sender) internal pure returns (bool) {
        (address signer, ECDSA.RecoverError fault,) =
            ECDSA.tryRecoverCalldata(MessageHashUtils.toEthSignedMessageHash(ticketHash), signature);
        return fault == ECDSA.RecoverError.NoError && signer == sender;
    }

    /// @notice Whether a signed ticket wins: neither side alone can know or choose it.
    function wins(bytes calldata signature, uint256 recipientRand, uint256 winProb) internal pure returns (bool) {
        return uint256(keccak256(abi.encodePacked(signature, recipientRand))) < winProb;
    }
}
