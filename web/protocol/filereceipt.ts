import { concatBytes } from '@noble/hashes/utils.js'
import { digestAll, digestOf } from './digest.ts'
import type { FileRendition, FileSegment, Packet } from './file.ts'
import { wantedTimes } from './filetimes.ts'
import type { UnsignedReceipt } from './schema.ts'

/** Output pixels of a segment in all renditions. @throws MillraceError bad-input */
export function pixelsOf(segment: FileSegment, renditions: readonly FileRendition[]): number {
  return renditions.reduce((sum, { width, height, maxFramerate }) => {
    return sum + width * height * wantedTimes(segment, maxFramerate).length
  }, 0)
}

/** What an honest receipt says of a rendition of a segment, beside the time it took. */
export function accountOf(
  segment: FileSegment,
  { track, width, height }: FileRendition,
  packets: readonly Packet[],
): Omit<UnsignedReceipt, 'took'> {
  const sources = new Map(segment.packets.map(packet => [packet.timestamp, packet]))
  const made = packets.map(({ timestamp }) => sources.get(timestamp)).filter(source => source !== undefined)
  return {
    segment: segment.index,
    track,
    frames: packets.length,
    skipped: 0,
    bytes: packets.reduce((sum, { data }) => sum + data.byteLength, 0),
    pixels: BigInt(width * height * packets.length),
    digests: concatBytes(...packets.map(digestOf)) as Uint8Array<ArrayBuffer>,
    source: digestAll(made.map(digestOf)),
  }
}
