import { mostFrames } from '../protocol/balance.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { digestAll, digestOf, splitDigests } from '../protocol/digest.ts'
import { DIGEST_BYTES } from '../protocol/limits.ts'
import type { Receipt, Rendition } from '../protocol/schema.ts'
import type { Timeline } from './timeline.ts'

/** Segments of a rung that frames may still come of. */
const MAX_OPEN = 16

/**
 * Holds what one orchestrator delivers against what it signs for, whichever comes first. Lost frames may be missing;
 * whatever else does not fit is a cheat, told in plain words.
 */
export type Receipts = {
  /** @param lost frames of its track before it never will come */
  came(chunk: Chunk, lost: boolean): string | undefined
  signed(receipt: Receipt): string | undefined
}

type Open = {
  /** Frames that came, in order. */
  came: { timestamp: number; digest: string }[]
  receipt: { frames: number; told: string[]; source: Uint8Array } | undefined
}

export function createReceipts(renditions: Rendition[], segmentMs: number, source: Timeline): Receipts {
  const open = new Map<string, Open>()
  const newest = new Map<number, number>()

  const of = (track: number, segment: number): Open | undefined => {
    const reached = Math.max(segment, newest.get(track) ?? 0)
    newest.set(track, reached)
    open.delete(`${track} ${reached - MAX_OPEN}`)
    if (segment <= reached - MAX_OPEN) return undefined
    const key = `${track} ${segment}`
    const known = open.get(key) ?? { came: [], receipt: undefined }
    open.set(key, known)
    return known
  }

  return {
    came(chunk, lost) {
      const segment = of(chunk.track, chunk.segment)
      if (segment === undefined) return undefined
      const { key, timestamp } = chunk
      if (source.knows(timestamp) && source.digest(timestamp) === undefined)
        return 'It sent a frame for a time at which the source has none.'
      // Nobody could show it, nor look at it.
      if (segment.came.length === 0 && !key && !lost) return 'It began a segment without a key.'
      if (segment.came.some(frame => frame.timestamp === timestamp)) return 'It sent a frame twice.'
      segment.came.push({ timestamp, digest: splitDigests(digestOf(chunk))[0] as string })
      return compare(segment, source)
    },
    signed(receipt) {
      const { segment, track, frames, pixels, digests } = receipt
      const rendition = renditions.find(each => each.track === track)
      if (rendition === undefined) return 'It signed for a rendition that was not ordered.'
      if (digests.byteLength !== frames * DIGEST_BYTES) return 'It signed for more frames than it tells of.'
      if (pixels !== rendition.width * rendition.height * frames)
        return 'It signed for another number of pixels than its frames have.'
      const most = source.count(segment)
      if (most !== undefined && frames > most) return 'It signed for more frames than the source has.'
      if (frames > mostFrames(rendition, segmentMs))
        return 'It signed for a higher frame rate than was ordered.'
      const known = of(track, segment)
      if (known === undefined) return undefined
      if (known.receipt !== undefined) return 'It signed twice for the same segment.'
      known.receipt = { frames, told: splitDigests(digests), source: receipt.source }
      return compare(known, source)
    },
  }
}

function compare({ came, receipt }: Open, source: Timeline): string | undefined {
  if (receipt === undefined) return undefined
  let at = 0
  for (const { digest } of came) {
    at = receipt.told.indexOf(digest, at) + 1
    if (at === 0) return 'It sent other frames than it signed for.'
  }
  if (came.length < receipt.frames) return undefined
  const made = came.map(({ timestamp }) => source.digest(timestamp))
  if (made.some(digest => digest === undefined)) return undefined
  const told = digestAll(made as Uint8Array[])
  const same = told.every((byte, index) => byte === receipt.source[index])
  return same ? undefined : 'It signed for frames of another source.'
}
