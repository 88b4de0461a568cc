import { isAddress as hasChecksum } from 'viem/utils'
import type { Address } from './types.ts'

/** Whether a text is an address of an account; mixed case must be its checksum. */
export function isAddress(text: string): text is Address {
  return hasChecksum(text)
}

/** Whether two addresses are the same, however they are written. */
export function same(one: Address | undefined, other: Address | undefined): boolean {
  return one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase()
}

/** The beginning and the end of an address, for titles. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}
