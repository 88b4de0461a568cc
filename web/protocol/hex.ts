import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'

/** Bytes as they stand in addresses and hashes: `0x` and two digits each. */
export function toHex(bytes: Uint8Array): `0x${string}` {
  return `0x${toText(bytes, 'base16')}`
}

export function fromHex(hex: `0x${string}`): Uint8Array<ArrayBuffer> {
  return fromString(hex.slice(2).toLowerCase(), 'base16') as Uint8Array<ArrayBuffer>
}

/** A whole number of the wire, big-endian; no bytes are 0. */
export function toWhole(bytes: Uint8Array): bigint {
  return bytes.byteLength === 0 ? 0n : BigInt(toHex(bytes))
}

/** The number as the wire carries it, in as few bytes as it needs. @param value 0 or more */
export function fromWhole(value: bigint): Uint8Array<ArrayBuffer> {
  if (value === 0n) return new Uint8Array()
  const digits = value.toString(16)
  return fromHex(`0x${digits.padStart(digits.length + (digits.length % 2), '0')}`)
}
