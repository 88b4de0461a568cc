import { MAX_CARRIER_BYTES } from '../../protocol/limits.ts'

/** What is handed to the connection's own pacer ahead of its rate, seconds: a burst such as a key frame. */
const BURST_SECONDS = 0.5
const MIN_BURST_BYTES = 64 * 1024
/** The pacer sends what it holds so many times faster than the connection is estimated to carry. */
const PACING = 2.5

/** A leaky bucket in front of a connection's pacer, which hides what it holds. */
export type Bucket = {
  /** @param bitrate that the connection is estimated to carry, bits per second; 0: not known */
  setRate(bitrate: number): void
  /** So much is handed to the connection. */
  add(bytes: number): void
  /** Bytes handed over that the pacer, by the estimate, still holds. */
  level(): number
  /** Bytes that may be handed over now; below 0 none. */
  room(): number
  /**
   * A key frame has the pacer throw away, uncounted, what it still holds of its track: resolves when it should hold
   * nothing any more.
   */
  drained(): Promise<void>
}

export function createBucket(): Bucket {
  let rate = 0
  let held = 0
  let at = 0

  const level = (): number => {
    const now = performance.now()
    held = Math.max(0, held - (rate / 8000) * (now - at))
    at = now
    return held
  }

  return {
    setRate(bitrate) {
      level()
      rate = bitrate
    },
    add(bytes) {
      held += bytes
    },
    level,
    room: () =>
      rate === 0 ? MAX_CARRIER_BYTES : Math.max(MIN_BURST_BYTES, (rate / 8) * BURST_SECONDS) - level(),
    async drained() {
      const ms = rate > 0 ? (level() * 8000) / (rate * PACING) : 0
      if (ms > 0) await new Promise(resolve => setTimeout(resolve, ms))
    },
  }
}
