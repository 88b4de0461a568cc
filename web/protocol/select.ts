import type { CodecName } from './ladder.ts'
import type { Offer } from './schema.ts'

export type Candidate = {
  peer: string
  offer: Offer
  /** Round trip, ms; undefined until it was measured. */
  rtt: number | undefined
  /** Jobs in a row that this gateway lost with the peer. */
  failures: number
}

/** A ladder that is encoded slower than this, with head room, will fall behind live. */
const LIVE = 1.1
/** What an unmeasured peer is taken for, ms: a far one, so that measured near ones win. */
const UNKNOWN_RTT = 150
/** Costs beside the round trip, in ms that a viewer would feel as much. */
const FULL_LOAD = 100
const TOO_SLOW = 1000
const EACH_FAILURE = 500

/** Whether an offer can take a job at all: codec, free capacity, not paused. */
export function canTake(offer: Offer, codec: CodecName): boolean {
  return (
    !offer.paused && offer.runningJobs < offer.maxJobs && offer.codecs.some(entry => entry.codec === codec)
  )
}

/**
 * Orchestrators that can take the job, best first. The cost of each is its round trip, raised by its load, by
 * encoding slower than live and by failures; equal costs fall back to the peer id, so the order is deterministic.
 */
export function rank(candidates: Candidate[], codec: CodecName): Candidate[] {
  return candidates
    .filter(({ offer }) => canTake(offer, codec))
    .map(candidate => ({ candidate, cost: cost(candidate, codec) }))
    .sort((a, b) => a.cost - b.cost || (a.candidate.peer < b.candidate.peer ? -1 : 1))
    .map(({ candidate }) => candidate)
}

function cost({ offer, rtt, failures }: Candidate, codec: CodecName): number {
  const load = offer.runningJobs / offer.maxJobs
  const realtime = offer.codecs.find(entry => entry.codec === codec)?.realtime ?? 0
  const slow = realtime < LIVE ? TOO_SLOW : 0
  return (rtt ?? UNKNOWN_RTT) + load * FULL_LOAD + slow + failures * EACH_FAILURE
}
