import type { Chunk } from '../protocol/chunk.ts'
import { MAX_GOP_CACHE_BYTES } from '../protocol/limits.ts'
import type { LiveSegment } from './types.ts'

/** A segment is shown longer where the next one begins late, but by less than rounds up to a second more than players are told, µs. */
export const MAX_STRETCH_US = 490_000

/** Puts the chunks of one track together to segments. */
export type Segmenter = {
  push(chunk: Chunk): void
  /** The last segment is complete. */
  end(): void
}

/**
 * A segment is complete when a chunk of a later one comes. Who takes over begins at a key that may lie before what
 * was there already: from that key on, its chunks replace the others. What belongs to a segment that is complete comes too late.
 * @param maxBytes of one segment; a longer one ends early
 */
export function createSegmenter(
  segmentMs: number,
  onsegment: (segment: LiveSegment) => void,
  maxBytes = MAX_GOP_CACHE_BYTES,
): Segmenter {
  const length = segmentMs * 1000
  let chunks: Chunk[] = []
  let bytes = 0
  let number = -1
  let full = false

  const close = (next: Chunk | undefined) => {
    const [first] = chunks
    const last = chunks.at(-1)
    if (first === undefined || last === undefined) return
    const due = (number + 1) * length
    const follows = next?.segment === number + 1 && next.timestamp - due <= MAX_STRETCH_US
    const end = follows ? next.timestamp : next === undefined ? last.timestamp + lengthOf(chunks) : due
    onsegment({
      track: first.track,
      number,
      start: first.timestamp,
      end: Math.min(Math.max(end, last.timestamp + 1), due + MAX_STRETCH_US),
      late: Math.max(0, first.timestamp - number * length),
      chunks,
    })
    chunks = []
    bytes = 0
  }
  const replaceFrom = (timestamp: number) => {
    chunks = chunks.filter(chunk => chunk.timestamp < timestamp)
    bytes = chunks.reduce((sum, { data }) => sum + data.byteLength, 0)
  }

  return {
    push(chunk) {
      if (chunk.segment < number) return
      if (chunk.segment > number) {
        // Frames before its first key belong to what is lost.
        if (!chunk.key) return
        close(chunk)
        number = chunk.segment
        full = false
      }
      const newest = chunks.at(-1)?.timestamp ?? Number.NEGATIVE_INFINITY
      if (chunk.timestamp <= newest) {
        if (!chunk.key) return
        replaceFrom(chunk.timestamp)
      }
      if (chunks.length === 0 && !chunk.key) return
      bytes += chunk.data.byteLength
      full ||= bytes > maxBytes
      if (!full) chunks.push(chunk)
    },
    end: () => close(undefined),
  }
}

/** How long the last frame is shown, µs; where it does not say so, as long as the one before. */
function lengthOf(chunks: Chunk[]): number {
  const [before, last] = chunks.slice(-2)
  return last === undefined
    ? (before?.duration ?? 0)
    : last.duration || last.timestamp - (before?.timestamp ?? 0)
}
