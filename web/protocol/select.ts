import { toString as toText } from 'uint8arrays/to-string'
import { offeredEffect, offersEffect, weightAt } from './effects.ts'
import type { CodecName } from './ladder.ts'
import { seededRandom } from './random.ts'
import type { Offer, Price } from './schema.ts'
import { type Contender, DEFAULT_WEIGHTS, draw, type Weights, weigh } from './weigh.ts'

/** An orchestrator as the chain knows it. */
export type Registered = {
  /** Peer id that its account registered. */
  peer: string
  /** All that is delegated to it, smallest units. */
  stake: bigint
  /** In this round's active set: only then are its tickets paid. */
  active: boolean
}

/** Registered orchestrators by account, `0x…` in lower case. Keyed so because anybody may register another's peer id. */
export type Registry = ReadonlyMap<string, Registered>

/** Whom a gateway may take, and what counts when it chooses. */
export type Market = {
  registry: Registry
  /** Whether there is a session to pay from; without one only work for nothing is taken. */
  pays: boolean
  maxPrice: Price | undefined
  /** Smallest units; 0 takes those that are not registered, too. */
  minStake: bigint
  weights: Weights
}

/** Without a chain: all that works for nothing. */
export const FREE_MARKET: Market = {
  registry: new Map(),
  pays: false,
  maxPrice: undefined,
  minStake: 0n,
  weights: DEFAULT_WEIGHTS,
}

export type Candidate = {
  peer: string
  offer: Offer
  /** Round trip, ms; undefined until it was measured. */
  rtt: number | undefined
  /** From 0 to 1, see score.ts. */
  score: number
  /** It has just failed. */
  suspended: boolean
  /** Pixels per second that it encodes of the same stream already, beside this work; absent: none. */
  load?: number
  /** Pixels per second that it lately kept up with, where it was too slow for more. */
  pace?: number | undefined
}

/** What a job asks for. */
export type Work = {
  /** Absent: nothing is encoded. */
  codec?: CodecName | undefined
  /** Pixels per second of all renditions. */
  pixelRate: number
  /** What is to be done to the pictures, and pixels per second that it is to be done to; absent: nothing. */
  effect?: { id: string; pixelRate: number } | undefined
  /** What of their offers is of use beside it, the most useful first: who has that is taken, where somebody who can take the work has. */
  useful?: readonly string[]
}

/** What an orchestrator was chosen on. */
export type Grounds = {
  /** Whole tokens; 0 where it is not registered. */
  stake: number
  /** Wei per pixel, with what is done to it; 0: it works for nothing. */
  price: number
  /** Round trip, ms; undefined where there was no need to measure it. */
  rtt: number | undefined
  score: number
  /** How likely it was to be taken first, and of how many. */
  probability: number
  among: number
}

export type Choice = { peer: string; offer: Offer; grounds: Grounds }

/** Why an offer is left out. */
export type Bar =
  | 'codec'
  | 'effect'
  | 'busy'
  | 'slow'
  | 'cheated'
  | 'no-session'
  | 'unregistered'
  | 'too-dear'
  | 'stake'

/** A score that accidents do not lead to: it was caught cheating in the last days. */
const LEAST_SCORE = 0.01
/** A ladder that is encoded slower than this, with head room, will fall behind live. */
export const LIVE = 1.1
/** Pixels per second of the ladder that offers tell their pace for: 480p, 720p and 1080p at 30 frames. */
export const REFERENCE_PIXEL_RATE = 30 * (854 * 480 + 1280 * 720 + 1920 * 1080)
/** Orchestrators whose round trip is measured before one of them is taken. */
export const SHORTLIST = 3
/** What an unmeasured peer is taken for, ms. */
export const UNKNOWN_RTT = 60
const TOKEN = 1e18

/** Why an offer cannot be taken at all; undefined if it can. */
export function barTo(candidate: Candidate, work: Work, market: Market): Bar | undefined {
  const { peer, offer, score, load = 0, pace = Number.POSITIVE_INFINITY } = candidate
  const { codec, pixelRate, effect } = work
  const known = registeredOf(peer, offer, market.registry)
  if (codec !== undefined && !offer.codecs.some(entry => entry.codec === codec)) return 'codec'
  if (effect !== undefined && !offersEffect(offer, effect.id)) return 'effect'
  if (offer.paused || (isFull(offer) && !(codec === undefined && offer.beside))) return 'busy'
  if (load > 0 && codec !== undefined && paceOf(offer, codec) < load + pixelRate) return 'busy'
  if (pace < load + pixelRate) return 'slow'
  if (score < LEAST_SCORE) return 'cheated'
  if (offer.price !== undefined) {
    if (!market.pays) return 'no-session'
    if (known?.active !== true) return 'unregistered'
    if (market.maxPrice !== undefined && isAbove(offer.price, market.maxPrice)) return 'too-dear'
  }
  return (known?.stake ?? 0n) < market.minStake ? 'stake' : undefined
}

/**
 * Orchestrators that can take the job, in the order of a weighted draw. Those that have just failed, or encode the
 * ladder slower than live, or would do a request beside all that they can, are left out where there are others.
 * @param seed the same seed and candidates give the same order, whatever the order of the candidates
 */
export function select(candidates: readonly Candidate[], work: Work, market: Market, seed: number): Choice[] {
  const able = candidates.filter(candidate => barTo(candidate, work, market) === undefined)
  const rested = someOf(able, ({ suspended }) => !suspended)
  const free = someOf(rested, ({ offer }) => !isFull(offer))
  const timely = someOf(free, ({ offer }) => keepsUp(offer, work))
  const useful = (work.useful ?? []).reduce(
    (some, id) => someOf(some, ({ offer }) => offersEffect(offer, id)),
    timely,
  )
  const fit = useful.sort((a, b) => (a.peer < b.peer ? -1 : 1))
  const contenders = fit.map(candidate => toContender(candidate, work, market))
  const likely = weigh(contenders, market.weights)
  return [...draw(likely, seededRandom(seed))].map(index => {
    const { peer, offer, rtt } = fit[index] as Candidate
    const { stake, price, score } = contenders[index] as Contender
    const probability = likely[index] as number
    return { peer, offer, grounds: { stake, price, rtt, score, probability, among: fit.length } }
  })
}

/** Without a place for one more job; a request may still be taken beside them. */
function isFull({ runningJobs, maxJobs }: Offer): boolean {
  return runningJobs >= maxJobs
}

/** Those that pass; all where none does. */
function someOf<T>(all: readonly T[], passes: (each: T) => boolean): T[] {
  const some = all.filter(passes)
  return some.length > 0 ? some : [...all]
}

/** Pixels per second of the largest ladder that this offer keeps up with. */
export function paceOf({ codecs }: Offer, codec: CodecName): number {
  const realtime = codecs.find(entry => entry.codec === codec)?.realtime ?? 0
  return (realtime * REFERENCE_PIXEL_RATE) / LIVE
}

function keepsUp(offer: Offer, { codec, pixelRate, effect }: Work): boolean {
  if (codec !== undefined && paceOf(offer, codec) < pixelRate) return false
  return effect === undefined || (offeredEffect(offer, effect.id)?.pixelRate ?? 0) >= effect.pixelRate * LIVE
}

function toContender(candidate: Candidate, { effect }: Work, { registry }: Market): Contender {
  const { peer, offer, rtt, score } = candidate
  const stake = Number(registeredOf(peer, offer, registry)?.stake ?? 0n) / TOKEN
  const plain = offer.price === undefined ? 0 : Number(offer.price.wei) / Number(offer.price.pixels)
  const price = plain * weightAt(offer, effect?.id)
  return { stake, price, latency: rtt ?? UNKNOWN_RTT, score }
}

/** Who the offer says it is, if the chain says so too. */
function registeredOf(peer: string, { account }: Offer, registry: Registry): Registered | undefined {
  const known = account && registry.get(`0x${toText(account, 'base16')}`)
  return known?.peer === peer ? known : undefined
}

function isAbove(price: Price, most: Price): boolean {
  return price.wei * most.pixels > most.wei * price.pixels
}
