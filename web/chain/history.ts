import { getBlockNumber } from 'viem/actions'
import { deedsOf } from './deeds.ts'
import { toChainError } from './errors.ts'
import { type Event, filtersOf, group, toEvents } from './events.ts'
import { type Pools, readPools } from './factors.ts'
import { type ReadOptions, readLogs } from './logs.ts'
import type { Chain } from './open.ts'
import { apply, type Bond, factorsByDelegate, NOTHING, worth } from './replay.ts'
import { type Round, readRounds, roundOf } from './rounds.ts'
import type { Address, History, RoundEntry } from './types.ts'

export type { ReadOptions } from './logs.ts'

/** An account's rounds. What was read before is kept in this browser. Rejects with MillraceError, or as aborted. */
export async function readHistory(
  chain: Chain,
  account: Address,
  options: ReadOptions = {},
): Promise<History> {
  const { rounds, byRound } = await readEvents(chain, account, options)
  try {
    const pools = await poolsOf(chain, account, rounds, byRound)
    return { account, rounds: entriesOf(account, rounds, byRound, pools) }
  } catch (error) {
    options.signal?.throwIfAborted()
    throw toChainError(error)
  }
}

/** Rounds from an account's first event on, and its events in each. */
export async function readEvents(chain: Chain, account: Address, options: ReadOptions) {
  const { onprogress, ...rest } = options
  const half = (from: number) => ({ ...rest, onprogress: (done: number) => onprogress?.(from + done / 2) })
  // The account's events first: each of them then finds its round, however fast rounds follow.
  const logs = await readLogs(chain, account, filtersOf(chain, account), half(0))
  const all = await readRounds(chain, half(0.5))
  const byRound = group(toEvents(logs), ({ log }) => roundOf(all, log))
  const first = Math.min(...byRound.keys())
  return { rounds: all.filter(({ round }) => round >= first), byRound }
}

/** Pools of all whom the account delegated to, in the rounds in which it did; and its own where it is paid itself. */
async function poolsOf(
  chain: Chain,
  account: Address,
  rounds: readonly Round[],
  byRound: Map<number, Event[]>,
) {
  const wanted = new Map<Address, Set<number>>()
  const want = (orchestrator: Address, round: number) =>
    wanted.set(orchestrator, (wanted.get(orchestrator) ?? new Set()).add(round))
  let bond = NOTHING
  for (const { round } of rounds) {
    if (bond.delegate) want(bond.delegate, round)
    for (const event of byRound.get(round) ?? []) {
      bond = apply(bond, event, account, round, undefined)
      if (bond.delegate) want(bond.delegate, round)
      if (event.eventName === 'Reward' || event.eventName === 'WinningTicketTransfer') want(account, round)
    }
  }
  const block = await getBlockNumber(chain.client, { cacheTime: 0 })
  const read = [...wanted].map(async ([orchestrator, its]) => {
    return [orchestrator, await readPools(chain, orchestrator, its, block)] as const
  })
  return new Map(await Promise.all(read))
}

function entriesOf(
  account: Address,
  rounds: readonly Round[],
  byRound: Map<number, Event[]>,
  pools: ReadonlyMap<Address, Pools>,
): RoundEntry[] {
  const factors = factorsByDelegate(pools)
  const entries: RoundEntry[] = []
  let bond: Bond = NOTHING
  let before = { stake: 0n, fees: 0n }
  for (const { round, at } of rounds) {
    const events = byRound.get(round) ?? []
    bond = { ...bond, put: 0n, withdrawn: 0n }
    for (const event of events) bond = apply(bond, event, account, round, pools.get(account)?.get(round))
    const now = worth(bond, account, round, factors.get(bond.delegate ?? account) ?? new Map())
    entries.push({
      round,
      at,
      stake: now.stake,
      rewards: now.stake - before.stake - bond.put,
      fees: now.fees - before.fees + bond.withdrawn,
      deeds: deedsOf(events, account, round),
    })
    before = now
  }
  return entries
}
