import type { Chain } from './open.ts'
import type { Address, Transaction } from './types.ts'

/**
 * Transactions that an account was asked to sign in this browser, the newest first; followed to their ends.
 * @returns stops it
 */
export function followTransactions(
  _chain: Chain,
  _account: Address,
  _onchange: (transactions: Transaction[]) => void,
): () => void {
  throw new Error('to come')
}

/** Forgets a transaction that has come to its end. */
export async function forgetTransaction(_chain: Chain, _id: string): Promise<void> {
  throw new Error('to come')
}
