import { concatBytes } from '@noble/hashes/utils.js'
import type { Chunk } from '../protocol/chunk.ts'
import { digestAll, digestOf } from '../protocol/digest.ts'
import type { Effect, Rendition, UnsignedReceipt } from '../protocol/schema.ts'
import type { SourceFrame } from './sources.ts'

/** Counts what is made of each segment of one rung; the receipt comes when the next segment's first frame is out. */
export type Tally = {
  /** Frames of this segment are about to be encoded, after this was done to them. */
  began(segment: number, effect: Effect | undefined): void
  /** @param source the frame that it was made of @param now ms, on the clock of its arrival */
  encoded(chunk: Chunk, source: SourceFrame | undefined, now: number): void
  skipped(segment: number): void
  /** Gives the receipts of all that is still open. */
  finish(): void
}

type Open = {
  segment: number
  effect: Effect | undefined
  skipped: number
  bytes: number
  digests: Uint8Array[]
  sources: Uint8Array[]
  /** When its first source frame came and its last encoded one was out, ms. */
  begun: number | undefined
  done: number
}

export function createTally(
  { track, width, height }: Pick<Rendition, 'track' | 'width' | 'height'>,
  onreceipt: (receipt: UnsignedReceipt) => void,
): Tally {
  /** In order of their segments: frames are skipped or encoded in order. */
  const open: Open[] = []

  const of = (segment: number): Open => {
    const known = open.find(each => each.segment === segment)
    if (known !== undefined) return known
    const counts = { skipped: 0, bytes: 0, digests: [], sources: [], begun: undefined, done: 0 }
    const fresh = { segment, effect: undefined, ...counts }
    open.push(fresh)
    return fresh
  }
  const close = ({ segment, effect, skipped, bytes, digests, sources, begun, done }: Open) => {
    onreceipt({
      segment,
      track,
      frames: digests.length,
      skipped,
      bytes,
      pixels: width * height * digests.length,
      digests: concatBytes(...digests),
      source: digestAll(sources),
      took: begun === undefined ? 0 : done - begun,
      ...(effect && { effect }),
    })
  }
  const closeBefore = (segment: number) => {
    while (open[0] !== undefined && open[0].segment < segment) close(open.shift() as Open)
  }

  return {
    began(segment, effect) {
      if (effect !== undefined) of(segment).effect = effect
    },
    encoded(chunk, source, now) {
      closeBefore(chunk.segment)
      const current = of(chunk.segment)
      current.bytes += chunk.data.byteLength
      current.digests.push(digestOf(chunk))
      current.done = now
      if (source === undefined) return
      current.sources.push(source.digest)
      current.begun ??= source.cameAt
    },
    skipped(segment) {
      of(segment).skipped += 1
    },
    finish: () => closeBefore(Number.POSITIVE_INFINITY),
  }
}
