import { MillraceError } from '../protocol/errors.ts'
import {
  FILE_SEGMENT_MS,
  MAX_FILE_SEGMENT_BYTES,
  MAX_FILE_SEGMENT_FRAMES,
  MAX_FILE_SEGMENT_MS,
} from '../protocol/limits.ts'

/** Every packet of a video track in decode order; times in whole µs. */
export type PacketTable = {
  timestamps: Float64Array
  durations: Float64Array
  sizes: Uint32Array
  /** 1 where decoding can begin. */
  keys: Uint8Array
}

/** What of the source is wanted, µs: start <= timestamp < end. */
export type Range = { start: number; end: number }

/** A segment before its packets are read: those from `key` up to `to`, without those that lie before the key in time. */
export type PlannedSegment = Range & {
  index: number
  /** Where its first packet and what follows its last one are in the table. */
  key: number
  to: number
  /** The last frame that is wanted of the segment before, µs. */
  before?: number
  /** Frames that are wanted of it. */
  frames: number
  bytes: number
}

const TARGET_US = FILE_SEGMENT_MS * 1000
/** GOPs are put together up to this, and up to so many bytes: a segment is held several times on its way. */
const MAX_US = 1.5 * TARGET_US
const JOINED_BYTES = 24 * 1024 * 1024
/** A GOP that is longer is cut in pieces, each decoded from its key: the work that is done twice is less than what waiting costs. */
const LONG_US = 2 * TARGET_US

/**
 * Cuts a file at its keys into segments of some seconds; what lies between far keys is cut further.
 * @throws MillraceError bad-input if nothing can be decoded, unsupported if keys are too far apart
 */
export function planSegments(table: PacketTable, wanted: Range): PlannedSegment[] {
  const segments = pieces(join(table, gops(table)))
    .map(piece => ({
      key: piece.key,
      next: piece.next,
      start: Math.max(piece.start, wanted.start),
      end: Math.min(piece.end, wanted.end),
    }))
    .filter(({ start, end }) => start < end)
    .map(piece => measure(table, piece))
    .filter(({ frames }) => frames > 0)
    .map((segment, index, all) => ({ ...segment, index, ...lastOf(table, all[index - 1]) }))
  for (const segment of segments) check(table, segment)
  return segments
}

/** Whether a packet of a segment is of use: pictures before the key in time hang on frames that are not there. */
export function isNeeded({ timestamps }: PacketTable, { key }: { key: number }, packet: number): boolean {
  return (timestamps[packet] as number) >= (timestamps[key] as number)
}

function lastOf(table: PacketTable, segment: Omit<PlannedSegment, 'index'> | undefined): { before?: number } {
  const before = segment && wantedFrames(table, segment).at(-1)
  return before === undefined ? {} : { before }
}

/** Timestamps of the frames that are wanted of a segment, rising, µs. */
export function wantedFrames(
  table: PacketTable,
  { key, to, start, end }: Omit<PlannedSegment, 'index'>,
): number[] {
  const times = [...table.timestamps.subarray(key, to)].filter(time => time >= start && time < end)
  return times.sort((a, b) => a - b)
}

/** `next` is where packets that may be needed end: behind the leading pictures of the GOP that follows. */
type Piece = Range & { key: number; next: number }

function gops({ timestamps, durations, keys }: PacketTable): Piece[] {
  const found: { key: number; start: number }[] = []
  let last = Number.NEGATIVE_INFINITY
  keys.forEach((isKey, key) => {
    const start = timestamps[key] as number
    if (isKey === 0 || start <= last) return
    last = start
    found.push({ key, start })
  })
  if (found.length === 0) {
    throw new MillraceError('bad-input', 'The video of this file has no picture to begin with.', {
      hint: 'It may be damaged or cut off; try another copy.',
      docs: 'videos-that-cannot-be-read',
    })
  }
  let end = Number.NEGATIVE_INFINITY
  for (let packet = 0; packet < timestamps.length; packet += 1) {
    end = Math.max(end, (timestamps[packet] as number) + Math.max(1, durations[packet] as number))
  }
  return found.map((gop, index) => ({
    ...gop,
    end: found[index + 1]?.start ?? end,
    next: found[index + 2]?.key ?? timestamps.length,
  }))
}

function join(table: PacketTable, gops: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const gop of gops) {
    const last = joined.at(-1)
    const both = last && last.end - last.start < TARGET_US && { ...gop, key: last.key, start: last.start }
    if (both && both.end - both.start <= MAX_US && bytesOf(table, both.key, both.next) <= JOINED_BYTES)
      joined[joined.length - 1] = both
    else joined.push(gop)
  }
  return joined
}

function bytesOf({ sizes }: PacketTable, from: number, to: number): number {
  return sizes.subarray(from, to).reduce((sum, size) => sum + size, 0)
}

function pieces(gops: Piece[]): Piece[] {
  return gops.flatMap(gop => {
    const count = Math.ceil((gop.end - gop.start) / LONG_US)
    const edge = (part: number) => Math.round(gop.start + ((gop.end - gop.start) * part) / count)
    return Array.from({ length: count }, (_, part) => ({ ...gop, start: edge(part), end: edge(part + 1) }))
  })
}

function measure(table: PacketTable, { key, next, start, end }: Piece): Omit<PlannedSegment, 'index'> {
  let to = key
  let frames = 0
  for (let packet = key; packet < next; packet += 1) {
    const time = table.timestamps[packet] as number
    if (time >= end || !isNeeded(table, { key }, packet)) continue
    if (time < start) continue
    frames += 1
    to = packet + 1
  }
  return { key, to, start, end, frames, bytes: bytesOf(table, key, to) }
}

function check({ timestamps }: PacketTable, { key, to, end, bytes }: PlannedSegment): void {
  const span = (end - (timestamps[key] as number)) / 1000
  if (span <= MAX_FILE_SEGMENT_MS && to - key <= MAX_FILE_SEGMENT_FRAMES && bytes <= MAX_FILE_SEGMENT_BYTES) {
    return
  }
  throw new MillraceError(
    'unsupported',
    'The key pictures of this video are too far apart to share the work.',
    {
      hint: `Export it with a key picture at least every ${MAX_FILE_SEGMENT_MS / 1000} seconds.`,
      docs: 'video-files-that-cannot-be-made',
    },
  )
}
