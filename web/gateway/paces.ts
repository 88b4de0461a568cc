/** Who was too slow is given no more than it kept up with for so long, ms, and for twice as long each time it is so again. */
const HOLD_MS = 30_000
const MAX_HOLD_MS = 600_000
/** Who keeps up for so long after that was merely busy, ms. */
const FORGIVEN_MS = 120_000

/** What orchestrators that were too slow really kept up with, by peer id: remembered for a while, then more is tried. Times are ms. */
export type Paces = {
  /** This one fell behind. @param pace pixels per second that it did meanwhile */
  slow(peer: string, pace: number, now: number): void
  /** Pixels per second that it is given at the most; undefined: as many as it offers. */
  of(peer: string): number | undefined
  /** Call it often. @returns those that may be given more from now on */
  eased(now: number): string[]
  /** Whether so many pixels per second are more than it lately kept up with, and may be tried again. */
  isTrial(peer: string, rate: number): boolean
}

type Known = { pace: number; until: number; hold: number; eased: boolean }

export function createPaces(): Paces {
  const known = new Map<string, Known>()

  return {
    slow(peer, pace, now) {
      const before = known.get(peer)
      const hold = before === undefined ? HOLD_MS : Math.min(MAX_HOLD_MS, before.hold * 2)
      known.set(peer, { pace, until: now + hold, hold, eased: false })
    },
    of(peer) {
      const { pace, eased } = known.get(peer) ?? {}
      return eased ? undefined : pace
    },
    eased(now) {
      const due = [...known].filter(([, { until, eased }]) => !eased && now >= until)
      for (const [, each] of due) each.eased = true
      for (const [peer, { until }] of known) if (now >= until + FORGIVEN_MS) known.delete(peer)
      return due.map(([peer]) => peer)
    },
    isTrial(peer, rate) {
      const { pace = rate, eased } = known.get(peer) ?? {}
      return eased === true && rate > pace
    },
  }
}
