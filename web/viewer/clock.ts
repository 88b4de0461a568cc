import { createTransits } from './transits.ts'

/** On top of what was observed, for timers and drawing. */
const MARGIN_MS = 10
/** After a start the delay follows the observations both ways at once: what is shown then is the way to the live edge. */
export const SETTLE_MS = 1500
/** Later it grows at once, and shrinks by this share of the time at the most: pictures skip, sound plays faster. */
const MAX_SHRINK = 0.08
/** In so long a delay that is a little too long is mostly given back, ms. */
const SHRINK_MS = 2000
/** What is so far off is another timeline: nothing to be glided over, ms. */
const MAX_EXCESS_MS = 1000

/** What is played together. */
export type Kind = 'picture' | 'sound'

/**
 * Says when a moment of the source's time is shown and heard, by the times at which frames and packets were ready.
 * Each kind has a usual transit; the playout delay is the longer of the two and a margin. Times are ms of one steady
 * clock, timestamps µs.
 */
export type Clock = {
  /** A frame, or a packet of sound, is decoded. */
  ready(kind: Kind, timestamp: number, now: number): void
  /** When to show it. Before anything was ready: at once. */
  due(timestamp: number): number
  /** Forgets the past: the next frame is the live edge. */
  restart(): void
}

export function createClock(): Clock {
  let kinds = begin()
  let offset = Number.NEGATIVE_INFINITY
  let startedAt: number | undefined
  let updatedAt = 0

  /** Who has just begun does not hold the other. */
  const longest = (now: number) => {
    const all = Object.values(kinds)
    const begun = all.filter(transits => transits.begun(now))
    const usual = (begun.length > 0 ? begun : all).map(transits => transits.usual(now))
    return Math.max(...usual.filter(transit => transit !== undefined))
  }
  const follow = (wanted: number, now: number, since: number) => {
    const excess = offset - wanted
    if (now - since < SETTLE_MS || excess <= 0 || excess > MAX_EXCESS_MS) return wanted
    return offset - Math.min(excess, Math.min(MAX_SHRINK, excess / SHRINK_MS) * (now - updatedAt))
  }

  return {
    ready(kind, timestamp, now) {
      kinds[kind].add(now - timestamp / 1000, now)
      startedAt ??= now
      offset = follow(longest(now) + MARGIN_MS, now, startedAt)
      updatedAt = now
    },
    due: timestamp => timestamp / 1000 + offset,
    restart() {
      kinds = begin()
      offset = Number.NEGATIVE_INFINITY
      startedAt = undefined
    },
  }
}

function begin() {
  return { picture: createTransits(), sound: createTransits() }
}
