import type { History } from './types.ts'

/** A history as a table of rounds, amounts as decimal numbers of whole tokens and ether. */
export function toCsv(_history: History): string {
  throw new Error('to come')
}
