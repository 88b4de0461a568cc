/** Counts what passes and tells rates over the last seconds. Times are ms of any steady clock. */
export type Meter = {
  add(now: number, bytes: number): void
  /** Events per second. */
  framerate(now: number): number
  /** Bits per second. */
  bitrate(now: number): number
}

/** @param windowMs how far back the rates look */
export function createMeter(windowMs = 3000): Meter {
  const events: { at: number; bytes: number }[] = []
  let total = 0
  let first: number | undefined

  const forget = (now: number) => {
    const kept = events.findIndex(({ at }) => at > now - windowMs)
    const gone = events.splice(0, kept === -1 ? events.length : kept)
    total -= gone.reduce((sum, { bytes }) => sum + bytes, 0)
  }
  /** A young meter has seen less than its window. */
  const seconds = (now: number) => Math.min(windowMs, Math.max(500, now - (first ?? now))) / 1000

  return {
    add(now, bytes) {
      first ??= now
      events.push({ at: now, bytes })
      total += bytes
      if (events.length % 64 === 0) forget(now)
    },
    framerate(now) {
      forget(now)
      return events.length / seconds(now)
    },
    bitrate(now) {
      forget(now)
      return (total * 8) / seconds(now)
    },
  }
}
