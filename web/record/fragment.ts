import { nalUnits } from '../codec/nal.ts'
import { concat } from '../protocol/concat.ts'
import { findBox } from './boxes.ts'
import type { LivePart } from './types.ts'

/** NAL units that an `avc1` track has in its init alone. */
const [SPS, PPS, DELIMITER] = [7, 8, 9]
const [SYNC, DELTA] = [0x0200_0000, 0x0101_0000]
/** More than a segment has. */
const MAX_INDEX = 16

/**
 * A part as a movie fragment, moof and mdat (ISO 14496-12, 8.8), which may begin in the middle of a GOP: mediabunny
 * writes none that do. Decode times are the stream's.
 * @param init of the segments of its track
 * @returns undefined: it cannot be played with that one
 */
export function toFragment(
  { number, index, chunks, end }: LivePart,
  isAnnexB: boolean,
  init: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  const scale = timescaleOf(init)
  if (scale === undefined) return undefined
  const samples: { data: Uint8Array[]; size: number; key: boolean; at: number }[] = []
  for (const { data, key, timestamp } of chunks) {
    const units = isAnnexB ? withLengths(data, init) : [data]
    if (units === undefined) return undefined
    const size = units.reduce((sum, { byteLength }) => sum + byteLength, 0)
    samples.push({ data: units, size, key, at: Math.round((timestamp / 1e6) * scale) })
  }
  const until = Math.round((end / 1e6) * scale)
  const lasts = samples.map(({ at }, place) => (samples[place + 1]?.at ?? until) - at)
  const rows = samples.flatMap(({ size, key }, place) => [lasts[place] ?? 0, size, key ? SYNC : DELTA])
  const moof = (offset: number) =>
    box('moof', [
      box('mfhd', [words(0, number * MAX_INDEX + index + 1)]),
      box('traf', [
        // The base is the moof's beginning.
        box('tfhd', [words(0x02_0000, 1)]),
        box('tfdt', [words(0x0100_0000, ...long(samples[0]?.at ?? 0))]),
        // With an offset to the data; each sample has its duration, size and flags.
        box('trun', [words(0x0000_0701, samples.length, offset, ...rows)]),
      ]),
    ])
  const { byteLength } = moof(0)
  return concat([
    moof(byteLength + 8),
    box(
      'mdat',
      samples.flatMap(({ data }) => data),
    ),
  ])
}

/** Ticks a second of an init's track. */
function timescaleOf(init: Uint8Array): number | undefined {
  const header = findBox(init, 'moov', 'trak', 'mdia', 'mdhd')
  if (header === undefined) return undefined
  const view = new DataView(init.buffer, init.byteOffset + header.start, header.end - header.start)
  return view.getUint32(view.getUint8(8) === 1 ? 28 : 20)
}

/** Annex B, each unit with its length before it; undefined where it comes with other parameter sets than the init's. */
function withLengths(data: Uint8Array, init: Uint8Array): Uint8Array[] | undefined {
  const units: Uint8Array[] = []
  for (const unit of nalUnits(data)) {
    const type = (unit[0] ?? 0) & 31
    if ((type === SPS || type === PPS) && !includes(init, unit)) return undefined
    if (![SPS, PPS, DELIMITER].includes(type)) units.push(words(unit.byteLength), unit)
  }
  return units
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0] ?? 0); at !== -1; at = bytes.indexOf(part[0] ?? 0, at + 1)) {
    if (part.every((byte, index) => bytes[at + index] === byte)) return true
  }
  return false
}

function box(type: string, content: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = content.reduce((sum, { byteLength }) => sum + byteLength, 8)
  return concat([words(size), new TextEncoder().encode(type), ...content])
}

const long = (value: number) => [Math.floor(value / 2 ** 32), value % 2 ** 32]

/** 32 bits each. */
function words(...values: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value)
  return bytes
}
