import type { AccessUnit, Sps } from './h264.ts'

/** How long a frame that is missing is waited for, ms: it is asked for again, over a long way a few times. */
const PATIENCE_MS = 500
/** Frames that wait for one before them: two seconds at 60 a second. */
const MAX_WAITING = 128

/** A frame on its way, with what its order is known by. */
export type Received = AccessUnit & {
  /** The sender's clock, µs; rises with each frame. */
  timestamp: number
  /** When it came, ms. */
  arrival: number
  data: Uint8Array
}

/**
 * Puts frames back in order, which come as soon as they are complete: one of which a packet was sent again comes after
 * those behind it. What is missing shows in the frame numbers of H.264.
 *
 * @param deliver gets each frame; `lost`: one before it will never come
 */
export function createSequence(deliver: (frame: Received, lost: boolean) => void) {
  let sps: Sps | undefined
  /** Number of the newest frame that others are decoded from. */
  let reference: number | undefined
  let newest = Number.NEGATIVE_INFINITY
  let waiting: Received[] = []

  const follows = ({ key, frameNumber }: Received) => {
    if (key || sps === undefined || sps.mayGap || frameNumber === undefined || reference === undefined)
      return true
    return frameNumber === (reference + 1) % sps.maxFrameNumber
  }
  const pass = (frame: Received, lost: boolean) => {
    newest = frame.timestamp
    sps = frame.sps ?? sps
    if (frame.reference) reference = frame.frameNumber
    deliver(frame, lost)
  }
  const isLate = ({ arrival }: Received, now: number) =>
    now - arrival > PATIENCE_MS || waiting.length > MAX_WAITING

  return {
    push(frame: Received) {
      if (frame.timestamp <= newest) return
      waiting.push(frame)
      waiting.sort((one, other) => one.timestamp - other.timestamp)
      // What lies before a key is not needed any more.
      const key = waiting.findLastIndex(({ key }) => key)
      if (key > 0) waiting = waiting.slice(key)
      for (let [next] = waiting; next !== undefined; [next] = waiting) {
        const lost = !follows(next)
        if (lost && !isLate(next, frame.arrival)) return
        waiting.shift()
        pass(next, lost)
      }
    },
  }
}
