import type { Hash } from '../chain/types.ts'
import type { Fact } from './entries.ts'
import { createPace, type Pace } from './pace.ts'
import type { LedgerDay, LedgerSummary, Redemption, Winner } from './types.ts'

/** Winners that are over, of which all is known still; of older ones only the sums are. */
const REMEMBERED = 500

/** All that the facts of a ledger come to. */
export type Book = {
  apply(fact: Fact): void
  winner(id: Hash): Winner | undefined
  /** The newest first. */
  winners(): Winner[]
  /** As if it had never won. */
  forget(id: Hash): void
  redemption(): Redemption | undefined
  pace: Pace
  summary(): LedgerSummary
  days(): LedgerDay[]
  /** Fewer facts that come to the same. */
  summed(now: number): Fact[]
}

type Sums = Omit<LedgerDay, 'day'>
/** A winner, and when it changed last. */
type Kept = { winner: Winner; at: number }

const NOTHING: Sums = { earned: 0n, won: 0n, redeemed: 0n, lost: 0n, fees: 0n }

export function createBook(): Book {
  const kept = new Map<Hash, Kept>()
  const pace = createPace()
  /** Without the winners that are kept. */
  const sums = new Map<string, Sums>()
  let redemption: Redemption | undefined

  function apply(fact: Fact): void {
    switch (fact.kind) {
      case 'won': {
        const { kind: _, at, hash, ...winner } = fact
        if (!kept.has(fact.id)) kept.set(fact.id, { winner: { ...winner, hash }, at })
        return
      }
      case 'changed': {
        const { kind: _, at, id, ...change } = fact
        const before = kept.get(id)
        if (before) kept.set(id, { winner: { ...before.winner, ...change }, at })
        return
      }
      case 'earned':
        add(sums, dayOf(fact.at), { earned: fact.value })
        pace.add(fact.value, fact.ms)
        return
      case 'pace':
        pace.add(fact.value, fact.ms)
        return
      case 'day': {
        const { kind: _, at: __, day, ...amounts } = fact
        add(sums, day, amounts)
        return
      }
      case 'sending': {
        const { kind: _, hash, ...rest } = fact
        redemption = { ...rest, hash }
        return
      }
      case 'arrived':
        redemption = undefined
    }
  }

  /** Sums by the day, of these winners and all else. */
  function sumsWith(winners: Iterable<Kept>): Map<string, Sums> {
    const all = new Map(sums)
    for (const { winner, at } of winners) {
      const { state, faceValue, fee, wonAt } = winner
      add(all, dayOf(wonAt), { won: faceValue })
      add(all, dayOf(at), { fees: fee, ...(isOver(winner) && { [state]: faceValue }) })
    }
    return all
  }

  return {
    apply,
    winner: id => kept.get(id)?.winner,
    winners: () => [...kept.values()].map(({ winner }) => winner).reverse(),
    forget: id => void kept.delete(id),
    redemption: () => redemption,
    pace,
    summary() {
      const total = { ...NOTHING }
      for (const day of sumsWith(kept.values()).values()) {
        for (const key of Object.keys(NOTHING) as (keyof Sums)[]) total[key] += day[key]
      }
      const { earned, won, redeemed, lost, fees } = total
      return { earned, pending: won - redeemed - lost, redeemed, lost, fees, perHour: pace.perHour() }
    },
    days: () =>
      [...sumsWith(kept.values())]
        .map(([day, amounts]) => ({ day, ...amounts }))
        .filter(day => Object.keys(NOTHING).some(key => day[key as keyof Sums] > 0n))
        .sort((one, other) => (one.day < other.day ? 1 : -1)),
    summed(now) {
      const all = [...kept.values()]
      const over = all.filter(({ winner }) => isOver(winner)).sort((one, other) => one.at - other.at)
      const gone = new Set(over.slice(0, -REMEMBERED))
      const days = [...sumsWith(gone)].map(([day, amounts]) => ({
        kind: 'day' as const,
        at: now,
        day,
        ...amounts,
      }))
      const parts = pace.parts().map(part => ({ kind: 'pace' as const, at: now, ...part }))
      const winners = all
        .filter(each => !gone.has(each))
        .map(({ winner, at }) => ({ kind: 'won' as const, ...winner, at }))
      return [
        ...days,
        ...parts,
        ...winners,
        ...(redemption ? [{ kind: 'sending' as const, ...redemption }] : []),
      ]
    },
  }
}

export function isOver({ state }: Pick<Winner, 'state'>): boolean {
  return state === 'redeemed' || state === 'lost'
}

function add(sums: Map<string, Sums>, day: string, amounts: Partial<Sums>): void {
  const before = sums.get(day) ?? NOTHING
  const after = { ...before }
  for (const key of Object.keys(NOTHING) as (keyof Sums)[]) after[key] += amounts[key] ?? 0n
  sums.set(day, after)
}

/** Unix ms to the day, UTC. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
