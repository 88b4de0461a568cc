const START_CODE = Uint8Array.of(0, 0, 0, 1)

/** Makes packets of a film's picture what its decoder takes without a description. */
export type Unpack = (data: Uint8Array, key: boolean) => Uint8Array

/**
 * H.264 as MP4 has it, with lengths before its units, becomes Annex B with the parameter sets before each key: a
 * decoder then goes on where another encoder's frames follow, and where they end.
 * @param description AVCDecoderConfigurationRecord, ISO/IEC 14496-15
 */
export function toAnnexB(description: Uint8Array): Unpack {
  const lengthSize = ((description[4] ?? 0) & 3) + 1
  const sets = parameterSets(description)
  return (data, key) => joined([...(key ? sets : []), ...units(data, 0, lengthSize)])
}

function parameterSets(description: Uint8Array): Uint8Array[] {
  const sequence = [...units(description, 6, 2, (description[5] ?? 0) & 31)]
  const at = 6 + sequence.reduce((sum, set) => sum + 2 + set.byteLength, 0)
  return [...sequence, ...units(description, at + 1, 2, description[at] ?? 0)]
}

/** What follows lengths of so many bytes; of what is cut off, as much as is there. */
function* units(data: Uint8Array, at: number, lengthSize: number, most = Number.POSITIVE_INFINITY) {
  for (let count = 0; count < most && at + lengthSize < data.byteLength; count += 1) {
    const length = data.subarray(at, at + lengthSize).reduce((value, byte) => value * 256 + byte, 0)
    yield data.subarray(at + lengthSize, at + lengthSize + length)
    at += lengthSize + length
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + START_CODE.byteLength + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(START_CODE, at)
    bytes.set(part, at + START_CODE.byteLength)
    at += START_CODE.byteLength + part.byteLength
  }
  return bytes
}
