import { instantiateSecp256k1 } from '@bitauth/libauth'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromHex, toHex, toWhole } from '../protocol/hex.ts'
import { hashTicket, type Ticket } from './ticket.ts'
import type { Hash } from './types.ts'

const SIGNATURE_BYTES = 65
/** Half of the curve's order: of the two signatures of a message only the one with the smaller s counts. */
const HIGHEST_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
const PREFIX = utf8ToBytes('\x19Ethereum Signed Message:\n32')
/** What is added to the 0 or 1 that tells the signer's key from its mirror image. */
const V = 27

/**
 * libsecp256k1 as WebAssembly. libauth carries its bytes along, so that Workers and Node load it alike and offline, and
 * it recovers about ten times as fast as the curve in viem (`npm run bench tickets`). Import this module in Workers only:
 * it is large, and a page's thread has frames to show.
 */
const loading = instantiateSecp256k1()

/** Signs a ticket's hash as personal_sign does: 65 bytes. The same ticket and key make the same signature. */
export async function signTicket(ticket: Ticket, privateKey: Hash): Promise<Hash> {
  const curve = await loading
  const signed = curve.signMessageHashRecoverableCompact(fromHex(privateKey), messageOf(hashTicket(ticket)))
  if (typeof signed === 'string') throw new TypeError(signed)
  return toHex(concatBytes(signed.signature, Uint8Array.of(V + signed.recoveryId)))
}

/**
 * Whether a ticket's sender signed it, in the one form that the TicketBroker takes: the bytes of a signature draw the
 * lottery, so another form of the same signature would be another draw.
 */
export async function isSigned(ticket: Ticket, signature: Hash): Promise<boolean> {
  const curve = await loading
  const signed = fromHex(signature)
  const recovery = (signed[SIGNATURE_BYTES - 1] ?? 0) - V
  if (signed.length !== SIGNATURE_BYTES || (recovery !== 0 && recovery !== 1)) return false
  if (toWhole(signed.subarray(32, 64)) > HIGHEST_S) return false
  const message = messageOf(hashTicket(ticket))
  const key = curve.recoverPublicKeyUncompressed(signed.subarray(0, 64), recovery, message)
  return typeof key !== 'string' && addressOf(key) === ticket.sender.toLowerCase()
}

/** What personal_sign signs of a hash. */
function messageOf(hash: Hash): Uint8Array {
  return keccak_256(concatBytes(PREFIX, fromHex(hash)))
}

/** @param key uncompressed: a byte that says so, then both coordinates */
function addressOf(key: Uint8Array): string {
  return toHex(keccak_256(key.subarray(1)).subarray(12))
}
