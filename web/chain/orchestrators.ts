import type { Chain } from './open.ts'
import type { Address, Orchestrator } from './types.ts'

/**
 * The pool in its order, most stake first, then the others that are registered.
 * @param others addresses that may be orchestrators outside the pool, e.g. the keys of `readTracks`
 */
export async function readOrchestrators(
  _chain: Chain,
  _others: Iterable<Address> = [],
): Promise<Orchestrator[]> {
  throw new Error('to come')
}
