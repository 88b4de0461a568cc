import type { Payer } from './types.ts'

/** A session that is over or empty pays for nothing new. */
export function canPay(payer: Payer | undefined): boolean {
  const state = payer?.state().state
  return state === 'ready' || state === 'low'
}
