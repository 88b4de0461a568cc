import type { Chain } from './open.ts'
import type { Address, Position } from './types.ts'

/** What an account has, has bonded, earned and unbonded. Rejects with MillraceError. */
export async function readPosition(_chain: Chain, _account: Address): Promise<Position> {
  throw new Error('to come')
}
