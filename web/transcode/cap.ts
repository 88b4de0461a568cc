/** A frame that comes this share of an interval early is still taken: cameras and clocks are not exact. */
const TOLERANCE = 0.25

/**
 * Thins frames out to a frame rate, evenly.
 *
 * @param framerate frames per second; 0 lets all through
 * @returns whether the frame with this timestamp (µs, rising) stays; one that starts a segment always does
 */
export function createCap(framerate: number): (timestamp: number, starts: boolean) => boolean {
  const interval = framerate > 0 ? 1_000_000 / framerate : 0
  const early = interval * TOLERANCE
  let due = Number.NEGATIVE_INFINITY

  return (timestamp, starts) => {
    if (!starts && timestamp < due - early) return false
    due = starts ? timestamp + interval : Math.max(due, timestamp - early) + interval
    return true
  }
}
