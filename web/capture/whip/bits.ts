/** Reads the bits of an H.264 NAL unit's payload one after another. What lies beyond its end is zeros. */
export type BitReader = {
  /** @param count 0 to 32 */
  bits(count: number): number
  flag(): boolean
  /** An Exp-Golomb code, unsigned: `ue(v)`. */
  unsigned(): number
  /** An Exp-Golomb code, signed: `se(v)`. */
  signed(): number
}

/** The longest Exp-Golomb code has so many zeros in front. */
const MAX_ZEROS = 31

/** @param nal without its start code; the bytes that keep start codes out of it are left out */
export function readBits(nal: Uint8Array): BitReader {
  const bytes = nal.filter((byte, index) => byte !== 3 || nal[index - 1] !== 0 || nal[index - 2] !== 0)
  let at = 0

  const bits = (count: number) => {
    let value = 0
    for (let read = 0; read < count; read += 1) {
      const bit = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
      value = value * 2 + bit
      at += 1
    }
    return value
  }
  const unsigned = () => {
    let zeros = 0
    while (zeros < MAX_ZEROS && at < bytes.length * 8 && bits(1) === 0) zeros += 1
    return 2 ** zeros - 1 + bits(zeros)
  }

  return {
    bits,
    unsigned,
    flag: () => bits(1) === 1,
    signed() {
      const code = unsigned()
      return code % 2 === 0 ? -code / 2 : (code + 1) / 2
    },
  }
}
