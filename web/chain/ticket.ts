import { encodePacked, type Hex, hashMessage, keccak256, recoverAddress, size, slice } from 'viem'
import { sign } from 'viem/accounts'
import type { Address, Hash } from './types.ts'

/** A promise to pay `faceValue` wei with probability `winProb / (2^256 - 1)`, as the TicketBroker reads it. */
export type Ticket = {
  recipient: Address
  sender: Address
  faceValue: bigint
  winProb: bigint
  senderNonce: bigint
  /** Hash of the recipient's secret number. */
  recipientRandHash: Hash
  /** Creation round (32 bytes), then the block hash of that round (32 bytes). */
  auxData: Hex
}

const SIGNATURE_BYTES = 65
/** Half of the curve's order: of the two signatures of a message only the one with the smaller s counts. */
const HIGHEST_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

/** keccak256 over a ticket's tightly packed fields. */
export function hashTicket(ticket: Ticket): Hash {
  return keccak256(
    encodePacked(
      ['address', 'address', 'uint256', 'uint256', 'uint256', 'bytes32', 'bytes'],
      [
        ticket.recipient,
        ticket.sender,
        ticket.faceValue,
        ticket.winProb,
        ticket.senderNonce,
        ticket.recipientRandHash,
        ticket.auxData,
      ],
    ),
  )
}

/** What a ticket names of the number that its recipient keeps secret until it redeems. */
export function hashRand(recipientRand: bigint): Hash {
  return keccak256(encodePacked(['uint256'], [recipientRand]))
}

/** Signs a ticket's hash as personal_sign does: 65 bytes. */
export async function signTicket(ticket: Ticket, privateKey: Hex): Promise<Hex> {
  return sign({ hash: hashMessage({ raw: hashTicket(ticket) }), privateKey, to: 'hex' })
}

/**
 * Whether a ticket's sender signed it, in the one form that the TicketBroker takes: the bytes of a signature draw the
 * lottery, so another form of the same signature would be another draw.
 */
export async function isSigned(ticket: Ticket, signature: Hex): Promise<boolean> {
  if (size(signature) !== SIGNATURE_BYTES) return false
  const v = slice(signature, 64)
  if (v !== '0x1b' && v !== '0x1c') return false
  if (BigInt(slice(signature, 32, 64)) > HIGHEST_S) return false
  const hash = hashMessage({ raw: hashTicket(ticket) })
  const signer = await recoverAddress({ hash, signature }).catch(() => undefined)
  return signer?.toLowerCase() === ticket.sender.toLowerCase()
}

/** Whether a signed ticket wins. Neither side alone can know or choose it. */
export function wins(signature: Hex, recipientRand: bigint, winProb: bigint): boolean {
  return BigInt(keccak256(encodePacked(['bytes', 'uint256'], [signature, recipientRand]))) < winProb
}
