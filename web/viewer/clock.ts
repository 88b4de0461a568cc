/** How far back transit times are remembered. */
const WINDOW_MS = 4000
/** Share of frames that should be there when they are due. */
const PERCENTILE = 0.95
/** On top of what was observed, for timers and drawing. */
const MARGIN_MS = 10
/** A frame this much faster than all remembered ones ends a backlog: what came before says nothing of the path. */
const BACKLOG_MS = 20
/** After a start the delay follows the observations both ways at once: what is shown then is the way to the live edge. */
export const SETTLE_MS = 3000
/** Most that is waited for late frames; beyond, live goes before complete. */
const MAX_JITTER_MS = 500
/** A delay grows at once and shrinks by 1 % of the time, by up to 3 % when it is far too long: not seen, hardly heard. */
const SHRINK = 0.01
const MAX_SHRINK = 0.03

/**
 * Says when a frame of the source's time is shown, by the times at which frames were ready. The playout delay is
 * the 95th percentile of their transit (ready minus timestamp, so the offset of the two clocks is in it) and a margin.
 * Times are ms of one steady clock, timestamps µs.
 */
export type Clock = {
  /** A frame, or a packet of sound, is decoded. */
  ready(timestamp: number, now: number): void
  /** When to show it. Before any frame was ready: at once. */
  due(timestamp: number): number
  /** Forgets the past: the next frame is the live edge. */
  restart(): void
}

export function createClock(): Clock {
  let samples: { at: number; transit: number }[] = []
  let offset = Number.NEGATIVE_INFINITY
  let startedAt = 0
  let updatedAt = 0

  const remember = (transit: number, now: number) => {
    const fresh = samples.filter(({ at }) => at > now - WINDOW_MS)
    const backlog = fresh.every(sample => sample.transit > transit + BACKLOG_MS)
    samples = backlog ? [] : fresh
    samples.push({ at: now, transit })
  }
  const target = () => {
    const transits = Float64Array.from(samples, ({ transit }) => transit).sort()
    const fastest = transits[0] ?? 0
    const usual = transits[Math.ceil(transits.length * PERCENTILE) - 1] ?? fastest
    return Math.min(usual, fastest + MAX_JITTER_MS) + MARGIN_MS
  }
  const follow = (wanted: number, now: number) => {
    const excess = offset - wanted
    const settling = now - startedAt < SETTLE_MS
    if (settling || excess <= 0 || excess > 2 * MAX_JITTER_MS) return wanted
    const rate = Math.min(MAX_SHRINK, SHRINK + excess / 10_000)
    return offset - Math.min(excess, rate * (now - updatedAt))
  }

  return {
    ready(timestamp, now) {
      if (samples.length === 0) startedAt = now
      remember(now - timestamp / 1000, now)
      offset = follow(target(), now)
      updatedAt = now
    },
    due: timestamp => timestamp / 1000 + offset,
    restart() {
      samples = []
      offset = Number.NEGATIVE_INFINITY
    },
  }
}
