import { zeroAddress } from 'viem'
import { same } from './address.ts'
import { ask } from './calls.ts'
import type { Chain } from './open.ts'
import type { Address } from './types.ts'

/** Who was seen in a chain's pool, so that it can be read in one go the next time. */
const seen = new WeakMap<Chain, Set<Address>>()

/** An orchestrator's place in the sorted list of the contract. */
export type Place = { address: Address; stake: bigint }

/**
 * The pool in its order, most stake first. It is a linked list: who is known is asked for at once, others one by one.
 * @param others addresses that may be in it
 */
export async function readPool(chain: Chain, others: Iterable<Address> = []): Promise<Address[]> {
  const known = seen.get(chain) ?? new Set()
  seen.set(chain, known)
  for (const other of others) known.add(other)
  const after = (address: Address) => ask(chain, 'BondingManager', 'getNextTranscoderInPool', [address])
  const [first, size, nexts] = await Promise.all([
    ask(chain, 'BondingManager', 'getFirstTranscoderInPool', []),
    ask(chain, 'BondingManager', 'getTranscoderPoolSize', []),
    Promise.all([...known].map(async address => [address, await after(address)] as const)),
  ])
  const next = new Map(nexts)
  const pool: Address[] = []
  // A list that changes while it is read cannot keep us for ever.
  for (let each = first; each !== zeroAddress && pool.length < Number(size); ) {
    pool.push(each)
    known.add(each)
    each = next.get(each) ?? (await after(each))
  }
  return pool
}

/** The pool with stakes. */
export async function readStakes(chain: Chain): Promise<Place[]> {
  const pool = await readPool(chain)
  return Promise.all(
    pool.map(async address => ({
      address,
      stake: await ask(chain, 'BondingManager', 'transcoderTotalStake', [address]),
    })),
  )
}

/**
 * Between whom an orchestrator belongs when it has some stake; the contract finds the place by itself, but only by
 * looking at one after another.
 * @returns the addresses before and after, zero where there is none
 */
export function neighbours(
  pool: readonly Place[],
  address: Address,
  stake: bigint,
): readonly [Address, Address] {
  const others = pool.filter(other => !same(other.address, address))
  const index = others.findIndex(other => other.stake < stake)
  const at = index === -1 ? others.length : index
  return [others[at - 1]?.address ?? zeroAddress, others[at]?.address ?? zeroAddress]
}
