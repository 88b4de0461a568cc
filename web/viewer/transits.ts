/** How far back transits are remembered, ms. */
const WINDOW_MS = 3000
/** What comes within this time counts once, by its slowest. */
const SLOT_MS = 100
/** So much faster than the one before: what was held up comes after, and belongs to one event, ms. */
const DRAIN_MS = 5
/** Share of these events that should be there when they are due. */
const PERCENTILE = 0.95
/** Most that is waited for what is slow; beyond, live goes before complete. */
const MAX_JITTER_MS = 400
/** While each is faster than all before, a backlog is being worked off; for so long after, it may still be, ms. */
const BACKLOG_MS = 300
/** Later one must be so much faster: the path has become shorter, ms. */
const SHORTER_MS = 20

/** Transits of one track, ready minus timestamp, ms: the offset of the two clocks is in them. */
export type Transits = {
  add(transit: number, now: number): void
  /** The transit to allow for, ms; undefined where nothing has come of late. */
  usual(now: number): number | undefined
  /** Whether the backlog of the start is behind it. */
  begun(now: number): boolean
}

type Slot = { since: number; fastest: number; slowest: number }

export function createTransits(): Transits {
  let slots: Slot[] = []
  let before = Number.NEGATIVE_INFINITY
  let fastestAt = Number.NEGATIVE_INFINITY
  let starting = true

  const forget = (now: number) => {
    slots = slots.filter(({ since }) => since > now - WINDOW_MS)
    if (slots.length === 0) starting = true
  }
  const fastest = () => Math.min(...slots.map(slot => slot.fastest))
  const begun = (now: number) => {
    forget(now)
    if (slots.length > 0 && now - fastestAt >= BACKLOG_MS) starting = false
    return !starting
  }

  return {
    add(transit, now) {
      const step = begun(now) ? SHORTER_MS : 0
      if (transit < fastest() - step) {
        slots = []
        fastestAt = now
      }
      const slot = slots.at(-1)
      const same = slot !== undefined && (now - slot.since < SLOT_MS || transit < before - DRAIN_MS)
      if (same) {
        slot.fastest = Math.min(slot.fastest, transit)
        slot.slowest = Math.max(slot.slowest, transit)
      } else slots.push({ since: now, fastest: transit, slowest: transit })
      before = transit
    },
    usual(now) {
      forget(now)
      const slowest = Float64Array.from(slots, slot => slot.slowest).sort()
      const usual = slowest[Math.floor((slowest.length - 1) * PERCENTILE)]
      return usual === undefined ? undefined : Math.min(usual, fastest() + MAX_JITTER_MS)
    },
    begun,
  }
}
