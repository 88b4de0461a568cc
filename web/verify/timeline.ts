import type { Chunk } from '../protocol/chunk.ts'
import { digestOf } from '../protocol/digest.ts'
import { MAX_FRAMERATE, MAX_SOURCE_GOP_MS } from '../protocol/limits.ts'

/** Frames of the source that are remembered. */
const MAX_KEPT = (MAX_SOURCE_GOP_MS / 1000) * MAX_FRAMERATE

/** The frames that the source had of late. */
export type Timeline = {
  push(chunk: Chunk): void
  /** Whether it remembers all of the source around this time, µs. */
  knows(timestamp: number): boolean
  digest(timestamp: number): Uint8Array | undefined
  /** Frames of a segment; undefined where it is partly forgotten. */
  count(segment: number): number | undefined
}

export function createTimeline(): Timeline {
  const frames = new Map<number, { segment: number; digest: Uint8Array }>()
  /** All later than this are there, µs. */
  let forgotten = Number.NEGATIVE_INFINITY
  let forgottenSegment = -1

  return {
    push(chunk) {
      const { timestamp, segment } = chunk
      frames.set(timestamp, { segment, digest: digestOf(chunk) })
      const [oldest] = frames
      if (frames.size <= MAX_KEPT || oldest === undefined) return
      frames.delete(oldest[0])
      forgotten = Math.max(forgotten, oldest[0])
      forgottenSegment = Math.max(forgottenSegment, oldest[1].segment)
    },
    knows: timestamp => timestamp > forgotten,
    digest: timestamp => frames.get(timestamp)?.digest,
    count(segment) {
      if (segment <= forgottenSegment) return undefined
      return [...frames.values()].filter(frame => frame.segment === segment).length
    },
  }
}
