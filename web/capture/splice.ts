import { nalUnits } from '../codec/nal.ts'
import type { Chunk } from '../protocol/chunk.ts'
import type { VideoFormat } from '../protocol/schema.ts'

/** NAL unit types (ITU-T H.264, table 7-1). */
const IDR = 5
const SEQUENCE_SET = 7

/** Whether a decoder of one can go on with the other. */
export function isAlike(one: VideoFormat, other: VideoFormat): boolean {
  const isPlain = ({ codec, description }: VideoFormat) => /^avc/i.test(codec) && description === undefined
  return isPlain(one) && isPlain(other) && one.width === other.width && one.height === other.height
}

/** Whether decoding can begin here without anything from before: with parameter sets and an IDR picture. */
export function isWhole({ data }: Chunk): boolean {
  const types = [...nalUnits(data)].map(unit => (unit[0] ?? 0) & 31)
  return types.includes(SEQUENCE_SET) && types.includes(IDR)
}
