import type { Standing } from './types.ts'

type Known = {
  standing: Standing
  isPaid: boolean
  /** At a price of 0. */
  isFree: boolean
  /** A headless node, which has an account of its own, is around the page. */
  isNode: boolean
  /** A wallet has told its account. */
  hasAccount: boolean
  hasFailed: boolean
}

/**
 * Whether it is known who is paid, so that offers can be made. What is offered for nothing while an account could be
 * paid soon would be worked for to its end for nothing.
 */
export function isSettled({ standing, isPaid, isFree, isNode, hasAccount, hasFailed }: Known): boolean {
  if (isPaid || isFree || standing === 'no-chain') return true
  if (isNode || standing === 'ready') return false
  return standing !== 'opening' || (hasFailed && !hasAccount)
}
