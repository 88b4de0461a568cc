import { zeroAddress } from 'viem'
import { getBalance } from 'viem/actions'
import { same } from './address.ts'
import { ask } from './calls.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'
import { readOrchestrator, readPeer } from './orchestrators.ts'
import { readPool } from './pool.ts'
import { readProtocol, startOf } from './protocol.ts'
import type { Address, Lock, Position, Protocol } from './types.ts'

const STATUS = ['pending', 'bonded', 'unbonded'] as const

/** What an account has, has bonded, earned and unbonded. Rejects with MillraceError. */
export async function readPosition(chain: Chain, account: Address): Promise<Position> {
  try {
    return await read(chain, account)
  } catch (error) {
    throw toChainError(error)
  }
}

async function read(chain: Chain, account: Address): Promise<Position> {
  const [protocol, delegator, ether, tokens, allowance, stake, fees, status, peer, orchestrator] =
    await Promise.all([
      readProtocol(chain),
      ask(chain, 'BondingManager', 'getDelegator', [account]),
      getBalance(chain.client, { address: account }),
      ask(chain, 'Token', 'balanceOf', [account]),
      ask(chain, 'Token', 'allowance', [account, chain.addresses.BondingManager]),
      ask(chain, 'BondingManager', 'pendingStake', [account, 0n]),
      ask(chain, 'BondingManager', 'pendingFees', [account, 0n]),
      ask(chain, 'BondingManager', 'delegatorStatus', [account]),
      readPeer(chain, account),
      readOwn(chain, account),
    ] as const)
  const [bonded, , delegate, , startRound, lastClaimRound, nextLock] = delegator
  return {
    account,
    ether,
    tokens,
    allowance,
    status: STATUS[status] ?? 'unbonded',
    bonded,
    stake,
    fees,
    delegate: delegate === zeroAddress ? undefined : delegate,
    startRound: Number(startRound),
    lastClaimRound: Number(lastClaimRound),
    locks: await readLocks(chain, account, Number(nextLock), protocol),
    orchestrator,
    peer,
  }
}

async function readOwn(chain: Chain, account: Address) {
  const own = await readOrchestrator(chain, account, undefined)
  if (own === undefined) return undefined
  const rank = (await readPool(chain)).findIndex(each => same(each, account))
  return { ...own, rank: rank === -1 ? undefined : rank }
}

/** Locks are numbered from 0 on; those that are gone read as zero. */
async function readLocks(chain: Chain, account: Address, next: number, protocol: Protocol): Promise<Lock[]> {
  const all = await Promise.all(
    Array.from({ length: next }, (_, id) =>
      ask(chain, 'BondingManager', 'getDelegatorUnbondingLock', [account, BigInt(id)]),
    ),
  )
  return all.flatMap(([amount, withdrawRound], id) => {
    const round = Number(withdrawRound)
    if (round === 0) return []
    return [{ id, amount, round, at: startOf(protocol, round), ready: round <= protocol.round }]
  })
}
