import { ask } from './calls.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'
import { readPool } from './pool.ts'
import type { Address, Orchestrator } from './types.ts'

/**
 * The pool in its order, most stake first, then the others that are registered.
 * @param others addresses that may be orchestrators outside the pool, e.g. the keys of `readTracks`
 */
export async function readOrchestrators(
  chain: Chain,
  others: Iterable<Address> = [],
): Promise<Orchestrator[]> {
  try {
    const candidates = [...others]
    const pool = await readPool(chain, candidates)
    const outside = candidates.filter(address => !pool.includes(address))
    const all = [...pool.entries(), ...outside.map(address => [undefined, address] as const)]
    const found = await Promise.all(all.map(([rank, address]) => readOrchestrator(chain, address, rank)))
    return found.filter(each => each !== undefined)
  } catch (error) {
    throw toChainError(error)
  }
}

/** One orchestrator; undefined when the account is none. */
export async function readOrchestrator(
  chain: Chain,
  address: Address,
  rank: number | undefined,
): Promise<Orchestrator | undefined> {
  const [registered, stake, ownStake, terms, active, peer] = await Promise.all([
    ask(chain, 'BondingManager', 'isRegisteredTranscoder', [address]),
    ask(chain, 'BondingManager', 'transcoderTotalStake', [address]),
    ask(chain, 'BondingManager', 'pendingStake', [address, 0n]),
    ask(chain, 'BondingManager', 'getTranscoder', [address]),
    ask(chain, 'BondingManager', 'isActiveTranscoder', [address]),
    readPeer(chain, address),
  ] as const)
  if (!registered) return undefined
  const [lastRewardRound, rewardCut, feeShare] = terms
  return {
    address,
    rank,
    stake,
    ownStake,
    rewardCut: Number(rewardCut),
    feeShare: Number(feeShare),
    active,
    lastRewardRound: Number(lastRewardRound),
    peer,
  }
}

/** The peer id that an account registered; undefined when there is none. */
export async function readPeer(chain: Chain, account: Address): Promise<string | undefined> {
  const service = await ask(chain, 'ServiceRegistry', 'getServiceURI', [account])
  return /\/p2p\/([1-9A-HJ-NP-Za-km-z]+)$/.exec(service)?.[1]
}

/** An address of the registry that names a peer id alone. */
export function serviceOf(peer: string): string {
  return `/p2p/${peer}`
}
