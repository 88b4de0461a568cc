import * as v from 'valibot'
import type { Hash } from '../chain/types.ts'
import type { JournalEntry } from './types.ts'

/*
 * What a ledger writes down, as entries of a journal and back.
 */

const big = v.pipe(
  v.string(),
  v.regex(/^\d+$/),
  v.transform(text => BigInt(text)),
)
const hex = v.custom<Hash>(value => typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value))
const at = v.number()
const state = v.picklist(['waiting', 'sent', 'redeemed', 'lost'])

const fact = v.variant('kind', [
  v.object({
    kind: v.literal('won'),
    at,
    id: hex,
    recipient: hex,
    sender: hex,
    faceValue: big,
    winProb: big,
    senderNonce: v.number(),
    recipientRand: big,
    recipientRandHash: hex,
    auxData: hex,
    signature: hex,
    expirationBlock: v.number(),
    creationRound: v.number(),
    wonAt: v.number(),
    state,
    hash: v.optional(hex),
    fee: big,
    reason: v.string(),
  }),
  v.object({
    kind: v.literal('changed'),
    at,
    id: hex,
    state: v.exactOptional(state),
    hash: v.optional(hex),
    fee: v.exactOptional(big),
    reason: v.exactOptional(v.string()),
  }),
  /** Expected value, over so much time at work. */
  v.object({ kind: v.literal('earned'), at, value: big, ms: v.number() }),
  /** The same, in some day's sum already. */
  v.object({ kind: v.literal('pace'), at, value: big, ms: v.number() }),
  /** Sums of what is not kept any more. */
  v.object({
    kind: v.literal('day'),
    at,
    day: v.string(),
    earned: big,
    won: big,
    redeemed: big,
    lost: big,
    fees: big,
  }),
  v.object({
    kind: v.literal('sending'),
    at,
    nonce: v.number(),
    hash: v.optional(hex),
    block: v.number(),
    gas: big,
    gasPrice: big,
    winners: v.pipe(
      v.string(),
      v.transform(text => text.split(' ') as Hash[]),
    ),
  }),
  /** Nothing is on its way any more. */
  v.object({ kind: v.literal('arrived'), at }),
])

export type Fact = v.InferOutput<typeof fact>

/** @returns undefined for what this program does not know */
export function toFact(entry: JournalEntry): Fact | undefined {
  const { success, output } = v.safeParse(fact, entry)
  return success ? output : undefined
}

/** What is undefined is left out. */
export function toEntry(fact: Fact): JournalEntry {
  const fields = Object.entries(fact).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (Array.isArray(value)) return [[name, value.join(' ')]]
    return [[name, typeof value === 'bigint' ? String(value) : value]]
  })
  return Object.fromEntries(fields)
}
