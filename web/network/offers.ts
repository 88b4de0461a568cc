import { TopicValidatorResult } from '@libp2p/gossipsub'
import { gossipJudge, OFFERS_TOPIC } from '../protocol/gossip.ts'
import {
  MAX_ADDRESSES,
  MAX_OFFERS,
  OFFER_ANSWER_MS,
  OFFER_INTERVAL_MS,
  OFFER_STALE_MS,
} from '../protocol/limits.ts'
import { encodeOffer, type Offer } from '../protocol/messages.ts'
import type { Node } from './libp2p.ts'
import { every } from './ticker.ts'
import type { HeardOffer, OwnOffer } from './types.ts'

/** However many offers are heard, whoever listens is told so often at the most, ms. */
const TELL_MS = 250

export type Offers = {
  heard(): HeardOffer[]
  publish(offer: OwnOffer | undefined): void
  stop(): void
}

/** Hears the offers of others and repeats our own, by gossip through the relays. */
export function gossipOffers(node: Node, addresses: () => string[], onchange: () => void): Offers {
  const { gossip } = node.services
  const judge = gossipJudge()
  const book = new Map<string, HeardOffer>()
  let own: OwnOffer | undefined
  let sequence = 0
  let news = false
  let sentAt = Number.NEGATIVE_INFINITY

  function hear(peer: string, offer: Offer) {
    const known = book.get(peer)
    if (known !== undefined && isFresh(known) && known.offer.sequence > offer.sequence) return
    book.delete(peer)
    book.set(peer, { peer, offer, heardAt: performance.now() })
    const oldest = book.keys().next()
    if (book.size > MAX_OFFERS && oldest.value !== undefined) book.delete(oldest.value)
    news = true
  }

  function send(content: Uint8Array) {
    // Nobody there to hear it is no error: the next round comes soon.
    gossip.publish(OFFERS_TOPIC, content).catch(() => {})
  }

  function repeat() {
    if (own === undefined) return
    sentAt = performance.now()
    // Grows over a restart too, so that an old offer that is played again counts for nothing.
    sequence = Math.max(sequence + 1, Math.floor(Date.now() / 1000))
    send(encodeOffer({ ...own, version: 1, sequence, addresses: addresses().slice(0, MAX_ADDRESSES) }))
  }

  function answer() {
    if (performance.now() - sentAt >= OFFER_ANSWER_MS) repeat()
  }

  function forgetStale() {
    const stale = [...book.values()].filter(heard => !isFresh(heard))
    for (const { peer } of stale) book.delete(peer)
    if (stale.length > 0) news = true
  }

  function tell() {
    if (!news) return
    news = false
    onchange()
  }

  /** A relay has taken us in: what others offer is asked for at once, and ours is told. */
  function greet() {
    send(new Uint8Array())
    repeat()
  }

  gossip.topicValidators.set(OFFERS_TOPIC, (_source, message) => {
    if (message.type !== 'signed') return TopicValidatorResult.Reject
    const peer = message.from.toString()
    const verdict = judge(peer, message.data)
    if (verdict.kind === 'garbage') return TopicValidatorResult.Reject
    if (verdict.kind === 'excess') return TopicValidatorResult.Ignore
    if (verdict.kind === 'ask') answer()
    else hear(peer, verdict.offer)
    return TopicValidatorResult.Accept
  })
  gossip.addEventListener('gossipsub:graft', greet)
  gossip.subscribe(OFFERS_TOPIC)
  const stopRounds = every(OFFER_INTERVAL_MS, () => {
    forgetStale()
    repeat()
  })
  const stopTelling = every(TELL_MS, tell)

  return {
    heard: () => [...book.values()].filter(isFresh),
    publish(offer) {
      // The last word of an offer that is withdrawn: takes nothing new.
      const last = offer === undefined && own !== undefined ? { ...own, paused: true } : undefined
      own = offer ?? last
      repeat()
      own = offer
    },
    stop() {
      stopRounds()
      stopTelling()
      gossip.removeEventListener('gossipsub:graft', greet)
    },
  }
}

function isFresh({ heardAt }: HeardOffer): boolean {
  return performance.now() - heardAt < OFFER_STALE_MS
}
