import { concatBytes } from '@noble/hashes/utils.js'
import { digestAll, digestsOf } from './digest.ts'
import type { FileRendition, FileSegment, Packet } from './file.ts'
import { wantedTimes } from './filetimes.ts'
import type { Effect, UnsignedReceipt } from './schema.ts'

/** Output pixels of a segment in all renditions. @throws MillraceError bad-input */
export function pixelsOf(segment: FileSegment, renditions: readonly FileRendition[]): number {
  return renditions.reduce((sum, { width, height, maxFramerate }) => {
    return sum + width * height * wantedTimes(segment, maxFramerate).length
  }, 0)
}

/** What an honest receipt says of a rendition of a segment, beside the time it took. */
export async function accountOf(
  segment: FileSegment,
  { track, width, height }: FileRendition,
  packets: readonly Packet[],
  effect: Effect | undefined,
): Promise<Omit<UnsignedReceipt, 'took'>> {
  const [sources, digests] = await Promise.all([sourcesOf(segment), digestsOf(packets)])
  const made = packets.flatMap(({ timestamp }) => sources.get(timestamp) ?? [])
  return {
    segment: segment.index,
    track,
    frames: packets.length,
    skipped: 0,
    bytes: packets.reduce((sum, { data }) => sum + data.byteLength, 0),
    pixels: width * height * packets.length,
    digests: concatBytes(...digests) as Uint8Array<ArrayBuffer>,
    source: digestAll(made),
    ...(effect && { effect }),
  }
}

type Digests = Map<number, Uint8Array>

/** All renditions of a segment are made of the same frames. */
const known = new WeakMap<FileSegment, Promise<Digests>>()

/** Digests of a segment's source frames, by their timestamps. */
function sourcesOf(segment: FileSegment): Promise<Digests> {
  const before = known.get(segment)
  if (before !== undefined) return before
  const { packets } = segment
  const digests = digestsOf(packets).then(
    all => new Map(packets.map(({ timestamp }, index) => [timestamp, all[index] as Uint8Array])),
  )
  known.set(segment, digests)
  return digests
}
