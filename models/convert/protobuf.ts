/** The few wire types of protocol buffers that ONNX files are made of. A message is its fields, one after another. */

const VARINT = 0
const BYTES = 2
const FIXED32 = 5

/** @param value a whole number; negative ones take ten bytes, as the format has it */
export function varint(field: number, value: number): Uint8Array {
  return Uint8Array.from([...digits(field * 8 + VARINT), ...digits(value)])
}

export function float(field: number, value: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4))
  bytes.setFloat32(0, value, true)
  return concat([Uint8Array.from(digits(field * 8 + FIXED32)), new Uint8Array(bytes.buffer)])
}

/** Bytes, a text, or a message given as its fields. */
export function bytes(field: number, value: Uint8Array | string | Uint8Array[]): Uint8Array {
  const content =
    typeof value === 'string' ? new TextEncoder().encode(value) : Array.isArray(value) ? concat(value) : value
  return concat([Uint8Array.from([...digits(field * 8 + BYTES), ...digits(content.length)]), content])
}

export function concat(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function digits(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value))
  const all: number[] = []
  while (rest > 127n) {
    all.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...all, Number(rest)]
}
