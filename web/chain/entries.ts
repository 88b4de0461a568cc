import { deedsOf } from './deeds.ts'
import type { Event } from './events.ts'
import type { Pools } from './factors.ts'
import { apply, type Bond, factorsByDelegate, NOTHING, worth } from './replay.ts'
import type { Round } from './rounds.ts'
import type { Address, RoundEntry } from './types.ts'

type ByRound = ReadonlyMap<number, Event[]>

/**
 * Whose pools an account’s history needs, and in which rounds: of all that it delegated to while it did; its own where
 * it was paid itself.
 */
export function wantedPools(
  account: Address,
  rounds: readonly Round[],
  byRound: ByRound,
): Map<Address, Set<number>> {
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
  return wanted
}

/** An account's rounds, from its events and the pools that it needs. */
export function entriesOf(
  account: Address,
  rounds: readonly Round[],
  byRound: ByRound,
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
