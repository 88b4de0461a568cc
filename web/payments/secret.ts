import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { toWord } from '../chain/ticket.ts'
import type { Address } from '../chain/types.ts'
import { fromHex, toWhole } from '../protocol/hex.ts'
import type { Quote } from '../protocol/schema.ts'

/**
 * The secret number of a quote, of all that the quote says and whom it was given to. So nothing is kept of quotes: a
 * quote that was changed in anything, or that another sender uses, has another number, whose hash is not in it.
 * @param secret 32 bytes that nobody else knows
 */
export function recipientRandOf(
  secret: Uint8Array,
  quote: Omit<Quote, 'recipientRandHash'>,
  sender: Address,
): bigint {
  // Every part has one length, so no two quotes have the same bytes.
  const parts = concatBytes(
    quote.seed,
    fromHex(sender),
    quote.recipient,
    toWord(toWhole(quote.faceValue)),
    toWord(toWhole(quote.winProb)),
    toWord(BigInt(quote.expirationBlock)),
    toWord(quote.price.wei),
    toWord(quote.price.pixels),
    toWord(BigInt(quote.creationRound)),
    quote.creationRoundBlockHash,
  )
  return toWhole(hmac(sha256, secret, parts))
}
