import type { Chunk } from '../protocol/chunk.ts'
import { HLS_PART_MS } from '../protocol/limits.ts'
import { MAX_STRETCH_US } from './segmenter.ts'
import type { LivePart } from './types.ts'

/** Puts the chunks of one track together to parts of segments, each of which is out before its segment is complete. */
export type Parter = { push(chunk: Chunk): void }

/**
 * A part is complete when a chunk of a later one comes. Where somebody takes over and makes anew what went out already,
 * a segment has no further parts: they would not hang together.
 */
export function createParter(segmentMs: number, onpart: (part: LivePart) => void): Parter {
  const length = segmentMs * 1000
  let chunks: Chunk[] = []
  let number = -1
  let index = 0
  let newest = Number.NEGATIVE_INFINITY
  let broken = false

  const placeOf = ({ segment, timestamp }: Chunk) =>
    Math.floor((timestamp - segment * length) / (HLS_PART_MS * 1000))
  const close = (next: Chunk) => {
    const [first] = chunks
    if (first === undefined) return
    const due = (number + 1) * length
    const end = next.segment > number + 1 ? due : Math.min(next.timestamp, due + MAX_STRETCH_US)
    onpart({ track: first.track, number, index, start: first.timestamp, end, late: 0, chunks })
    index += 1
    chunks = []
  }

  return {
    push(chunk) {
      if (chunk.segment < number) return
      if (chunk.segment > number) {
        if (!broken) close(chunk)
        number = chunk.segment
        index = 0
        chunks = []
        // One that lacks its beginning has none.
        broken = !chunk.key || placeOf(chunk) > 0
      }
      broken ||= chunk.timestamp <= newest
      newest = Math.max(newest, chunk.timestamp)
      if (broken) return
      const [first] = chunks
      if (first !== undefined && placeOf(chunk) > placeOf(first)) close(chunk)
      chunks.push(chunk)
    },
  }
}
