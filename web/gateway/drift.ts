/** Looks that are compared, one every HEARTBEAT_MS: those of five seconds. */
const LOOKS = 20
/** They are compared as so many stretches, each by its least: a frame that is late, or a burst, is no drift. */
const STRETCHES = 5
/** Who is less behind live than this is not looked at, ms. */
const FAR_MS = 1000
/** A stretch that is further behind than the one before it by so much drifts, ms: 5 % slower than real time. */
const RISE_MS = 50

/**
 * Tells whether an orchestrator that delivers falls further and further behind live. Who stood still for a while, or was
 * busy, is behind by a leap and makes up for it: that is none, nor is a silence. Looks are counted, not time: one's own
 * standing still does not matter.
 */
export type Drift = (look: {
  /** Behind the source, ms. */
  lag: number
  /** Delivered so far. */
  frames: number
}) => boolean

export function createDrift(): Drift {
  let looks: Parameters<Drift>[0][] = []
  return look => {
    looks = [...looks, look].slice(-LOOKS)
    if (looks.length < LOOKS || look.lag < FAR_MS) return false
    const size = LOOKS / STRETCHES
    const stretches = Array.from({ length: STRETCHES }, (_, index) =>
      looks.slice(index * size, (index + 1) * size),
    )
    const leasts = stretches.map(stretch => Math.min(...stretch.map(({ lag }) => lag)))
    const delivers = stretches.every(stretch => (stretch[0]?.frames ?? 0) < (stretch.at(-1)?.frames ?? 0))
    return delivers && leasts.slice(1).every((least, before) => least > (leasts[before] ?? 0) + RISE_MS)
  }
}
