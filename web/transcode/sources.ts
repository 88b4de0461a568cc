import type { Chunk } from '../protocol/chunk.ts'
import { digestOf } from '../protocol/digest.ts'
import { MAX_FRAMERATE, MAX_SOURCE_GOP_MS } from '../protocol/limits.ts'

/** A frame of the source as it came. */
export type SourceFrame = { digest: Uint8Array; cameAt: number }

/** As many as may wait for a decoder. */
const MAX_KEPT = (MAX_SOURCE_GOP_MS / 1000) * MAX_FRAMERATE

/** Remembers the source's newest frames by their timestamps, for the receipts of what is made of them. */
export type Sources = {
  /** @param now ms of any steady clock */
  came(chunk: Chunk, now: number): void
  of(timestamp: number): SourceFrame | undefined
}

export function createSources(): Sources {
  const frames = new Map<number, SourceFrame>()
  return {
    came(chunk, now) {
      frames.set(chunk.timestamp, { digest: digestOf(chunk), cameAt: now })
      const [oldest] = frames.keys()
      if (frames.size > MAX_KEPT && oldest !== undefined) frames.delete(oldest)
    },
    of: timestamp => frames.get(timestamp),
  }
}
