import { nalUnits } from '../../codec/nal.ts'
import { type BitReader, readBits } from './bits.ts'

/** What a sequence parameter set says of the pictures. */
export type Sps = {
  /** As WebCodecs names it: `avc1.42e01f`. */
  codec: string
  width: number
  height: number
  /** Frame numbers count up to this and begin anew. */
  maxFrameNumber: number
  /** Frame numbers may be left out without a loss. */
  mayGap: boolean
}

/** One frame in Annex B, as far as it has to be known to see whether one before it is missing. */
export type AccessUnit = {
  /** Set where the frame brings one. */
  sps: Sps | undefined
  /** Decodable without an earlier frame. */
  key: boolean
  /** Others are decoded from it. */
  reference: boolean
  /** Undefined where no parameter set is known. */
  frameNumber: number | undefined
}

const SLICE = 1
const IDR = 5
const SPS = 7
/** Profiles whose parameter sets tell of chroma and scaling matrices. */
const HIGH = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]

/** @param known the parameter set that holds until the frame brings another */
export function readAccessUnit(data: Uint8Array, known: Sps | undefined): AccessUnit {
  const unit: AccessUnit = { sps: undefined, key: false, reference: false, frameNumber: undefined }
  for (const nal of nalUnits(data)) {
    const type = (nal[0] ?? 0) & 31
    if (type === SPS) unit.sps = readSps(nal)
    if (type !== SLICE && type !== IDR) continue
    unit.key = type === IDR
    unit.reference = ((nal[0] ?? 0) & 0x60) !== 0
    unit.frameNumber = frameNumberOf(nal, unit.sps ?? known)
    break
  }
  return unit
}

/** The slice's first words are enough: a whole slice need not be freed of its escapes. */
const SLICE_HEAD_BYTES = 32

function frameNumberOf(nal: Uint8Array, sps: Sps | undefined): number | undefined {
  if (sps === undefined) return undefined
  const reader = readBits(nal.subarray(1, SLICE_HEAD_BYTES))
  for (let skipped = 0; skipped < 3; skipped += 1) reader.unsigned()
  return reader.bits(Math.log2(sps.maxFrameNumber))
}

/** `log2_max_frame_num_minus4` */
const MAX_LOG2 = 12

/** ITU-T H.264, 7.3.2.1.1 */
function readSps(nal: Uint8Array): Sps {
  const [, profile = 0, constraints = 0, level = 0] = nal
  const hex = [profile, constraints, level].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const reader = readBits(nal.subarray(4))
  reader.unsigned()
  const chroma = HIGH.includes(profile) ? readHigh(reader) : 1
  const maxFrameNumber = 2 ** (Math.min(MAX_LOG2, reader.unsigned()) + 4)
  skipOrder(reader)
  reader.unsigned()
  const mayGap = reader.flag()
  const width = (reader.unsigned() + 1) * 16
  const mapUnits = reader.unsigned() + 1
  const fields = reader.flag() ? 1 : 2
  if (fields === 2) reader.flag()
  reader.flag()
  const crop = reader.flag() ? [0, 1, 2, 3].map(() => reader.unsigned()) : []
  const [left = 0, right = 0, top = 0, bottom = 0] = crop
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1
  const unitY = (chroma === 1 ? 2 : 1) * fields
  return {
    codec: `avc1.${hex}`,
    width: width - (left + right) * unitX,
    height: mapUnits * 16 * fields - (top + bottom) * unitY,
    maxFrameNumber,
    mayGap,
  }
}

/** @returns the chroma format: 1 is 4:2:0 */
function readHigh(reader: BitReader): number {
  const chroma = reader.unsigned()
  if (chroma === 3) reader.flag()
  reader.unsigned()
  reader.unsigned()
  reader.flag()
  if (!reader.flag()) return chroma
  const lists = chroma === 3 ? 12 : 8
  for (let list = 0; list < lists; list += 1) if (reader.flag()) skipScaling(reader, list < 6 ? 16 : 64)
  return chroma
}

function skipScaling(reader: BitReader, size: number): void {
  let last = 8
  let next = 8
  for (let index = 0; index < size; index += 1) {
    if (next !== 0) next = (last + reader.signed() + 256) % 256
    if (next !== 0) last = next
  }
}

/** How pictures are put in order of presentation. */
function skipOrder(reader: BitReader): void {
  const type = reader.unsigned()
  if (type === 0) reader.unsigned()
  if (type !== 1) return
  reader.flag()
  reader.signed()
  reader.signed()
  const cycle = Math.min(255, reader.unsigned())
  for (let index = 0; index < cycle; index += 1) reader.signed()
}
