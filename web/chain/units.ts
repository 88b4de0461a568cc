import type { Address } from './types.ts'

/**
 * Reads an amount that a person wrote, e.g. `12.5`, in smallest units; tokens and ether both have 18 decimals.
 * @throws MillraceError bad-input
 */
export function parseAmount(_text: string): bigint {
  throw new Error('to come')
}

/** An amount in words, rounded down: `12.5`, `0.0001`, `1,000`. All digits without `digits`. */
export function formatAmount(_amount: bigint, _digits?: number): string {
  throw new Error('to come')
}

/** Whether a text is an address of an account. */
export function isAddress(_text: string): _text is Address {
  throw new Error('to come')
}
