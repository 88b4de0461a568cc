import type { Chunk } from '../../protocol/chunk.ts'
import type { Framed } from '../../protocol/framing.ts'
import { MAX_REORDER_BYTES, MAX_REORDER_CHUNKS } from '../../protocol/limits.ts'

/** Round trips that a gap is given to fill: one to be noticed, one for the retransmission, and once again. */
const GAP_ROUND_TRIPS = 4
/** Short round trips are measured badly and timers are coarse, ms. */
const MIN_GAP_MS = 60
const MAX_GAP_MS = 1500

/** Puts the chunks of each track back in order. */
export type Reorder = {
  push(framed: Framed, now: number): void
  /** Goes on over the gaps that have been waited for long enough. Call it often. @param rtt round trip, ms */
  poll(now: number, rtt: number): void
  /** Whether chunks wait behind a gap. */
  waits(): boolean
}

type Track = {
  next: number
  waiting: Map<number, Framed>
  /** When the gap before `next` was seen. */
  since: number
}

/**
 * @param deliver gets each track's chunks in order; `lost`: at least one before it will never come
 */
export function createReorder(deliver: (chunk: Chunk, lost: boolean) => void): Reorder {
  const tracks = new Map<number, Track>()
  let bytes = 0

  const trackOf = (number: number): Track => {
    const known = tracks.get(number)
    if (known !== undefined) return known
    const track = { next: 0, waiting: new Map(), since: 0 }
    tracks.set(number, track)
    return track
  }

  /** Delivers what follows without a gap; `lost` tells of the first. */
  const advance = (track: Track, now: number, lost: boolean) => {
    for (let first = true; ; first = false) {
      const framed = track.waiting.get(track.next)
      if (framed === undefined) break
      track.waiting.delete(track.next)
      bytes -= framed.chunk.data.byteLength
      track.next += 1
      deliver(framed.chunk, framed.afterDrop || (first && lost))
    }
    track.since = now
  }

  const skip = (track: Track, now: number) => {
    track.next = Math.min(...track.waiting.keys())
    advance(track, now, true)
  }

  return {
    push(framed, now) {
      const { chunk, sequence } = framed
      const track = trackOf(chunk.track)
      if (sequence < track.next || track.waiting.has(sequence)) return
      if (track.waiting.size === 0) track.since = now
      track.waiting.set(sequence, framed)
      bytes += chunk.data.byteLength
      if (sequence === track.next) advance(track, now, false)
      const full = () => track.waiting.size > MAX_REORDER_CHUNKS || bytes > MAX_REORDER_BYTES
      while (track.waiting.size > 0 && full()) skip(track, now)
    },
    poll(now, rtt) {
      const wait = Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, rtt * GAP_ROUND_TRIPS))
      for (const track of tracks.values()) {
        if (track.waiting.size > 0 && now - track.since >= wait) skip(track, now)
      }
    },
    waits: () => [...tracks.values()].some(({ waiting }) => waiting.size > 0),
  }
}
