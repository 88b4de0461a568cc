import type { Chain } from './open.ts'
import type { Action, Address, Preview } from './types.ts'

/** What an action would need, cost and do, and why it would fail. Nothing is signed. Rejects with MillraceError. */
export async function preview(_chain: Chain, _account: Address, _action: Action): Promise<Preview> {
  throw new Error('to come')
}
