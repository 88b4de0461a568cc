import type { Place } from './types.ts'

/**
 * Reads the chain of this page from `chain.json` beside it.
 * @throws MillraceError not-found when there is none, or no contracts on the chain that it names; bad-message when it
 * cannot be read
 */
export async function loadPlace(): Promise<Place> {
  throw new Error('to come')
}
