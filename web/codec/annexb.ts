import { concat } from '../protocol/concat.ts'

/** How H.264 lies in a container, from its decoder description: ISO/IEC 14496-15, 5.3.3.1. */
export type LengthPrefixed = {
  /** Bytes of the length before each NAL unit. */
  lengthBytes: number
  /** The parameter sets in Annex B. */
  sets: Uint8Array
}

const START_CODE = [0, 0, 0, 1]
const IDR = 5
const SPS = 7
const DELIMITER = 9

/** @param description `avcC`; what it lacks is left out */
export function readDescription(description: Uint8Array): LengthPrefixed {
  const sets: Uint8Array[] = []
  let at = 5
  for (const mask of [31, 255]) {
    const count = (description[at] ?? 0) & mask
    at += 1
    for (let index = 0; index < count; index += 1) {
      const length = readLength(description, at, 2)
      sets.push(description.subarray(at + 2, at + 2 + length))
      at += 2 + length
    }
  }
  return { lengthBytes: ((description[4] ?? 3) & 3) + 1, sets: join(sets) }
}

/** A frame of a container in Annex B, a key with its parameter sets before its picture, so that it can be decoded wherever it stands. */
export function toAnnexB(data: Uint8Array, key: boolean, { lengthBytes, sets }: LengthPrefixed): Uint8Array {
  const nals: Uint8Array[] = []
  for (let at = 0; at + lengthBytes < data.length; ) {
    const start = at + lengthBytes
    at = start + readLength(data, at, lengthBytes)
    nals.push(data.subarray(start, at))
  }
  if (!key) return join(nals)
  const [first] = nals
  const head = first !== undefined && typeOf(first) === DELIMITER ? 1 : 0
  return concat([join(nals.slice(0, head)), sets, join(nals.slice(head))])
}

/** NAL units of Annex B: what lies between start codes, which may begin with more zeros. */
export function* nalUnits(data: Uint8Array): Generator<Uint8Array> {
  let start = -1
  for (let at = data.indexOf(1, 2); at !== -1; at = data.indexOf(1, at + 1)) {
    if (data[at - 1] !== 0 || data[at - 2] !== 0) continue
    if (start !== -1) yield withoutZeros(data.subarray(start, at - 2))
    start = at + 1
  }
  if (start !== -1) yield data.subarray(start)
}

/** No NAL unit ends with a zero. */
function withoutZeros(nal: Uint8Array): Uint8Array {
  return nal.subarray(0, nal.findLastIndex(byte => byte !== 0) + 1)
}

/** The sequence parameter set that a frame in Annex B brings before its picture. */
export function findSps(data: Uint8Array): Uint8Array | undefined {
  for (const nal of nalUnits(data)) {
    const type = typeOf(nal)
    if (type === SPS) return nal
    if (type > 0 && type <= IDR) return undefined
  }
  return undefined
}

/** As WebCodecs names what a sequence parameter set describes: `avc1.42e01f`. */
export function codecOf(sps: Uint8Array): string {
  const bytes = [1, 2, 3].map(index => (sps[index] ?? 0).toString(16).padStart(2, '0'))
  return `avc1.${bytes.join('')}`
}

/** `nal_unit_type` */
export function typeOf(nal: Uint8Array): number {
  return (nal[0] ?? 0) & 31
}

function readLength(data: Uint8Array, at: number, bytes: number): number {
  let length = 0
  for (let index = 0; index < bytes; index += 1) length = length * 256 + (data[at + index] ?? 0)
  return length
}

function join(nals: Uint8Array[]): Uint8Array {
  return concat(nals.flatMap(nal => [Uint8Array.from(START_CODE), nal]))
}
