import { isAddress as hasChecksum } from 'viem/utils'
import type { Address } from './types.ts'

/** Whether a text is an address of an account; mixed case must be its checksum. */
export function isAddress(text: string): text is Address {
  return hasChecksum(text)
}

/** Whether two addresses are the same, however their letters are cased. */
export function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase()
}

/** Addresses of accounts are told apart by both ends. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}
