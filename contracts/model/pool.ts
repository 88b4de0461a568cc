import type { Position } from './position.ts'

type Terms = { rewardCut: bigint; feeShare: bigint }

/** An account, in its two roles. */
export type Person = {
  position: Position
  delegate: number | undefined
  claimedIn: number
  /** As an orchestrator: its own earnings until its next claim, apart from its stake's. */
  own: Position
  delegated: bigint
  terms: Terms
  /** Those that hold in the round, from its first reward or fees on. */
  roundTerms: Terms
  rewardedIn: number
}

/** The whole of staking, with a look at everybody whenever something is shared. */
export type Model = {
  people: Person[]
  round: number
  supply: bigint
  inflation: bigint
  inflationChange: bigint
  mintable: bigint
  /** The active set of the next round, and the stakes of the current one's. */
  pool: Set<number>
  active: Map<number, bigint>
}

const POOL_SIZE = 3

/** Adds to the stake of a delegate, which may join the pool by that. */
export function increase(model: Model, o: number, amount: bigint): void {
  const person = model.people[o] as Person
  person.delegated += amount
  if (person.delegate === o) tryToJoin(model, o)
}

/** Takes from it. */
export function decrease(model: Model, o: number, amount: bigint): void {
  ;(model.people[o] as Person).delegated -= amount
}

/** Lets an orchestrator in if there is room, or one with less stake to push out. */
export function tryToJoin({ pool, people }: Model, o: number): void {
  const stakeOf = (each: number) => people[each]?.delegated ?? 0n
  if (pool.has(o)) return
  if (pool.size === POOL_SIZE) {
    const last = [...pool].reduce((least, each) => (stakeOf(each) < stakeOf(least) ? each : least))
    if (stakeOf(o) <= stakeOf(last)) return
    pool.delete(last)
  }
  pool.add(o)
}
