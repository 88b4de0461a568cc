import { MIN_BITRATE } from './limits.ts'

/** What a link is asked to carry of one rung. */
export type Rung = {
  track: number
  /** Bits per second it is meant to have. */
  bitrate: number
  /** Bits per second below which it is better left out; a quarter of its bit rate where not given. */
  floor?: number
}

/** Share of the estimate that is used: the rest absorbs its error and lets it grow. */
const SHARE = 0.85
/** Bits per second that a running rung costs beside its frames: headers, retransmissions, carriers. */
const OVERHEAD = 60_000
const FLOOR = 0.25
/** A rung that is out comes back only for this much more than its floor. */
const RETURN = 1.3
/** A rate is kept while the wanted one is between these shares of it: an encoder is not changed for noise. */
const KEEP = [0.96, 1.08] as const

/**
 * Shares what a link gives among rungs, from the smallest up: the first that does not fit runs low, those above
 * it leave. The smallest never leaves.
 *
 * @param available bits per second that the link gives; 0: not known yet, every rung gets what it is meant to have
 * @param previous what this function gave last; it keeps rates from flapping
 * @returns bits per second by track; 0: the rung is out
 */
export function planBitrates(
  available: number,
  rungs: Rung[],
  previous: ReadonlyMap<number, number>,
): Map<number, number> {
  const ascending = [...rungs].sort((a, b) => a.bitrate - b.bitrate)
  if (available <= 0) return new Map(ascending.map(({ track, bitrate }) => [track, bitrate]))

  const plan = new Map<number, number>()
  let left = SHARE * available
  for (const [index, rung] of ascending.entries()) {
    const before = previous.get(rung.track)
    const bitrate = share(rung, left - OVERHEAD, before, index === 0)
    plan.set(rung.track, bitrate)
    left = bitrate < rung.bitrate ? 0 : left - OVERHEAD - bitrate
  }
  return plan
}

function share(rung: Rung, left: number, before: number | undefined, smallest: boolean): number {
  if (smallest) return steady(rung, Math.max(left, MIN_BITRATE), before)
  const floor = Math.min(rung.bitrate, (rung.floor ?? rung.bitrate * FLOOR) * (before === 0 ? RETURN : 1))
  return left < floor ? 0 : steady(rung, left, before)
}

function steady(rung: Rung, wanted: number, before = 0): number {
  const keep = wanted >= before * KEEP[0] && wanted <= before * KEEP[1]
  return keep ? Math.min(rung.bitrate, before) : Math.round(Math.min(rung.bitrate, wanted))
}
