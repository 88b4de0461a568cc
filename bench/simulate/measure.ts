import { percentile } from '../table.ts'
import type { Outcome } from './jobs.ts'
import type { Kind, Orchestrator } from './market.ts'

export type Figures = {
  /** Of the work of one kind of orchestrator, in all work. */
  share(kind: Kind): number
  /** Part of the work that others would have to do for it to follow stake exactly. */
  awayFromStake: number
  /** Mean price paid, to the mean price asked. */
  price: number
  /** ms */
  rtt: number
  found: { p50: number; p95: number }
  /** Jobs that met a cheat first; in the first and in the last tenth of them. */
  cheated: { first: number; last: number }
  /** Work of those who hold the first tenth of the stake, the second, …; who has most stake first. */
  tenths: number[]
}

export function measure(market: Orchestrator[], outcomes: Outcome[]): Figures {
  const work = new Map<Orchestrator, number>()
  for (const { worker } of outcomes) work.set(worker, (work.get(worker) ?? 0) + 1 / outcomes.length)
  const total = sum(market, ({ stake }) => stake)
  const mean = (of: (outcome: Outcome) => number) => sum(outcomes, of) / outcomes.length
  const found = outcomes.map(outcome => outcome.found)
  const tenth = Math.ceil(outcomes.length / 10)
  const isCheated = ({ failed }: Outcome) => (failed.includes('cheat') ? 1 : 0)
  return {
    share: kind => sum(market, each => (each.kind === kind ? (work.get(each) ?? 0) : 0)),
    awayFromStake: sum(market, each => Math.abs((work.get(each) ?? 0) - each.stake / total)) / 2,
    price: mean(({ worker }) => worker.price) / (sum(market, ({ price }) => price) / market.length),
    rtt: mean(({ rtt }) => rtt),
    found: { p50: percentile(found, 0.5), p95: percentile(found, 0.95) },
    cheated: {
      first: sum(outcomes.slice(0, tenth), isCheated) / tenth,
      last: sum(outcomes.slice(-tenth), isCheated) / tenth,
    },
    tenths: tenthsOf(market, work, total),
  }
}

function tenthsOf(market: Orchestrator[], work: Map<Orchestrator, number>, total: number): number[] {
  const tenths = new Array<number>(10).fill(0)
  let above = 0
  for (const each of market.toSorted((a, b) => b.stake - a.stake)) {
    const tenth = Math.min(9, Math.floor((above / total) * 10))
    tenths[tenth] = (tenths[tenth] ?? 0) + (work.get(each) ?? 0)
    above += each.stake
  }
  return tenths
}

function sum<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((total, each) => total + of(each), 0)
}
