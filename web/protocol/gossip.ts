import { tokenBucket } from './bucket.ts'
import { MAX_OFFERS, MAX_OFFERS_PER_SECOND } from './limits.ts'
import { decodeOffer, type Offer } from './messages.ts'

/** The gossip topic of offers. A message without content asks all orchestrators to repeat theirs. */
export const OFFERS_TOPIC = 'millrace/offers/1'

/** What a gossip message is: something to pass on, too much from this peer, or nothing that belongs here. */
export type Gossip =
  | { kind: 'offer'; offer: Offer }
  | { kind: 'ask' }
  | { kind: 'excess' }
  | { kind: 'garbage' }

/** Judges the gossip of many peers, each at its own rate; used by pages and by the relay between them. */
export function gossipJudge(): (peer: string, bytes: Uint8Array) => Gossip {
  const buckets = new Map<string, () => boolean>()
  return (peer, bytes) => {
    const take = buckets.get(peer) ?? tokenBucket(MAX_OFFERS_PER_SECOND, 2 * MAX_OFFERS_PER_SECOND)
    buckets.delete(peer)
    buckets.set(peer, take)
    const oldest = buckets.keys().next()
    if (buckets.size > MAX_OFFERS && oldest.value !== undefined) buckets.delete(oldest.value)
    if (!take()) return { kind: 'excess' }
    if (bytes.byteLength === 0) return { kind: 'ask' }
    try {
      return { kind: 'offer', offer: decodeOffer(bytes) }
    } catch {
      return { kind: 'garbage' }
    }
  }
}
