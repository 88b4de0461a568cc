import type { Chunk } from './chunk.ts'
import { concat } from './concat.ts'
import { MillraceError } from './errors.ts'
import {
  MAX_CHUNK_BYTES,
  MAX_CHUNK_PARTS,
  MAX_REORDER_BYTES,
  MAX_REORDER_CHUNKS,
  MAX_TRACKS,
} from './limits.ts'

/*
 * A carrier frame is a row of parts. A part is a header, big endian, and a slice of a chunk:
 *
 *   track u8 | flags u8 | index u8 | last index u8 | sequence u32 | segment u32 | duration u32 | timestamp f64 | length u32
 *
 * Every part of a chunk but the last holds PART_BYTES. The sequence counts the chunks of a track on this link.
 */

/** Bytes of a chunk in one part: the largest chunk has the most parts. */
export const PART_BYTES = MAX_CHUNK_BYTES / MAX_CHUNK_PARTS
export const HEADER_BYTES = 28

const KEY = 1
const AFTER_DROP = 2
const LEAD_IN = 4
const MAX_UINT32 = 0xffff_ffff

/** A chunk on a link. */
export type Framed = {
  chunk: Chunk
  /** Counts the chunks of a track that were sent, from 0. */
  sequence: number
  /** The sender dropped chunks of this track just before this one. */
  afterDrop: boolean
}

type Part = {
  framed: Framed
  index: number
  last: number
}

/**
 * Cuts a chunk into parts, each ready for a carrier frame.
 * @throws MillraceError too-large for a chunk above MAX_CHUNK_BYTES
 */
export function toParts({ chunk, sequence, afterDrop }: Framed): Uint8Array[] {
  const size = chunk.data.byteLength
  if (size > MAX_CHUNK_BYTES) {
    throw new MillraceError('too-large', `A frame of ${size} bytes is more than a link carries.`, {
      hint: 'Lower the bit rate of this rendition.',
    })
  }
  const last = Math.max(0, Math.ceil(size / PART_BYTES) - 1)
  return Array.from({ length: last + 1 }, (_, index) => {
    const slice = chunk.data.subarray(index * PART_BYTES, (index + 1) * PART_BYTES)
    const part = new Uint8Array(HEADER_BYTES + slice.byteLength)
    const view = new DataView(part.buffer)
    view.setUint8(0, chunk.track)
    view.setUint8(1, (chunk.key ? KEY : 0) | (afterDrop ? AFTER_DROP : 0) | (chunk.leadIn ? LEAD_IN : 0))
    view.setUint8(2, index)
    view.setUint8(3, last)
    view.setUint32(4, sequence)
    view.setUint32(8, chunk.segment)
    view.setUint32(12, Math.min(MAX_UINT32, Math.max(0, Math.round(chunk.duration))))
    view.setFloat64(16, chunk.timestamp)
    view.setUint32(24, slice.byteLength)
    part.set(slice, HEADER_BYTES)
    return part
  })
}

function malformed(what: string): MillraceError {
  return new MillraceError('bad-message', `The other side of a link sent a malformed frame: ${what}.`)
}

function readPart(frame: Uint8Array, offset: number): Part {
  if (frame.byteLength - offset < HEADER_BYTES) throw malformed('cut header')
  const view = new DataView(frame.buffer, frame.byteOffset + offset, HEADER_BYTES)
  const [track, flags, index, last] = [view.getUint8(0), view.getUint8(1), view.getUint8(2), view.getUint8(3)]
  const timestamp = view.getFloat64(16)
  const length = view.getUint32(24)
  if (track >= MAX_TRACKS) throw malformed('track')
  if (flags > (KEY | AFTER_DROP | LEAD_IN)) throw malformed('flags')
  if (index > last || last >= MAX_CHUNK_PARTS) throw malformed('part')
  if (!Number.isFinite(timestamp)) throw malformed('timestamp')
  if (index < last ? length !== PART_BYTES : length > PART_BYTES) throw malformed('length')
  if (length > frame.byteLength - offset - HEADER_BYTES) throw malformed('cut data')
  const start = offset + HEADER_BYTES
  const chunk = {
    track,
    key: (flags & KEY) !== 0,
    segment: view.getUint32(8),
    timestamp,
    duration: view.getUint32(12),
    data: frame.slice(start, start + length),
    ...((flags & LEAD_IN) === 0 ? {} : { leadIn: true as const }),
  }
  return {
    framed: { chunk, sequence: view.getUint32(4), afterDrop: (flags & AFTER_DROP) !== 0 },
    index,
    last,
  }
}

type Incomplete = { framed: Framed; parts: (Uint8Array | undefined)[]; missing: number; bytes: number }

/** Makes chunks of carrier frames again, in whatever order these come. */
export type Assembler = {
  /**
   * Takes a carrier frame and gives the chunks that it completes.
   * @throws MillraceError bad-message for anything that toParts does not write
   */
  push(frame: Uint8Array): Framed[]
}

/**
 * Holds at most MAX_REORDER_CHUNKS incomplete chunks and MAX_REORDER_BYTES of their data; beyond, the oldest is
 * forgotten, which leaves a gap.
 */
export function createAssembler(): Assembler {
  const incomplete = new Map<string, Incomplete>()
  let bytes = 0

  const forget = (name: string, { bytes: held }: Incomplete) => {
    incomplete.delete(name)
    bytes -= held
  }

  const add = ({ framed, index, last }: Part): Framed | undefined => {
    if (last === 0) return framed
    const { chunk, sequence } = framed
    const name = `${chunk.track}/${sequence}`
    const entry = incomplete.get(name) ?? { framed, parts: Array(last + 1), missing: last + 1, bytes: 0 }
    if (entry.parts.length !== last + 1) throw malformed('parts that differ')
    if (entry.parts[index] !== undefined) throw malformed('a part twice')
    incomplete.set(name, entry)
    entry.parts[index] = chunk.data
    entry.missing -= 1
    entry.bytes += chunk.data.byteLength
    bytes += chunk.data.byteLength
    if (entry.missing > 0) return undefined
    forget(name, entry)
    const data = concat(entry.parts.filter(part => part !== undefined))
    return { ...entry.framed, chunk: { ...entry.framed.chunk, data } }
  }

  const bound = () => {
    for (const [name, entry] of incomplete) {
      if (incomplete.size <= MAX_REORDER_CHUNKS && bytes <= MAX_REORDER_BYTES) return
      forget(name, entry)
    }
  }

  return {
    push(frame) {
      const complete: Framed[] = []
      let offset = 0
      while (offset < frame.byteLength) {
        const part = readPart(frame, offset)
        offset += HEADER_BYTES + part.framed.chunk.data.byteLength
        const framed = add(part)
        if (framed !== undefined) complete.push(framed)
        bound()
      }
      return complete
    },
  }
}
