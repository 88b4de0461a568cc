import type { Chain } from './open.ts'
import type { Protocol } from './types.ts'

/** Rounds, inflation and stake as of the last block. Rejects with MillraceError. */
export async function readProtocol(_chain: Chain): Promise<Protocol> {
  throw new Error('to come')
}
