import { ask } from './calls.ts'
import type { Chain } from './open.ts'
import { type Place, readStakes } from './pool.ts'
import { readPosition } from './position.ts'
import { readProtocol } from './protocol.ts'
import type { Action, Address, Position, Protocol } from './types.ts'

/** What it takes to know what an action needs and does. */
export type Facts = {
  protocol: Protocol
  position: Position
  pool: Place[]
  /** All that is delegated to whom the account delegates to, and to whom it will. */
  from: bigint
  to: bigint
  spender: Address
}

export async function readFacts(chain: Chain, account: Address, action: Action): Promise<Facts> {
  const [protocol, position, pool] = await Promise.all([
    readProtocol(chain),
    readPosition(chain, account),
    readStakes(chain),
  ])
  const stakeOf = async (address: Address | undefined) =>
    address === undefined ? 0n : ask(chain, 'BondingManager', 'transcoderTotalStake', [address])
  const [from, to] = await Promise.all([stakeOf(position.delegate), stakeOf(targetOf(action, position))])
  return { protocol, position, pool, from, to, spender: chain.addresses.BondingManager }
}

/** To whom stake is delegated after an action. */
export function targetOf(action: Action, { account, delegate }: Position): Address | undefined {
  if (action.kind === 'delegate' || action.kind === 'rebondFromUnbonded') return action.to
  return action.kind === 'becomeOrchestrator' ? account : delegate
}
