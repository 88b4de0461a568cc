import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { fromHex, toHex, toWhole } from '../protocol/hex.ts'
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
  auxData: Hash
}

/** keccak256 over a ticket's tightly packed fields. */
export function hashTicket(ticket: Ticket): Hash {
  const packed = concatBytes(
    fromHex(ticket.recipient),
    fromHex(ticket.sender),
    toWord(ticket.faceValue),
    toWord(ticket.winProb),
    toWord(ticket.senderNonce),
    fromHex(ticket.recipientRandHash),
    fromHex(ticket.auxData),
  )
  return toHex(keccak_256(packed))
}

/** What a ticket names of the number that its recipient keeps secret until it redeems. */
export function hashRand(recipientRand: bigint): Hash {
  return toHex(keccak_256(toWord(recipientRand)))
}

/** Whether a signed ticket wins. Neither side alone can know or choose it. */
export function wins(signature: Hash, recipientRand: bigint, winProb: bigint): boolean {
  return toWhole(keccak_256(concatBytes(fromHex(signature), toWord(recipientRand)))) < winProb
}

/** A number as contracts pack it: 32 bytes, big-endian. @param value 0 or more, below 2^256 */
export function toWord(value: bigint): Uint8Array<ArrayBuffer> {
  return fromHex(`0x${value.toString(16).padStart(64, '0')}`)
}
