import type { Seen } from './history.ts'
import type { Person } from './pool.ts'
import { PARTS } from './position.ts'

/** Errors of stakes (the token's smallest unit) or fees (wei): the largest, and what it is of the exact figure. */
export type Worst = { count: number; error: number; relative: number; ofBound: number }

/** Relative errors are counted from here on: a whole token, an ether. Below it they only say how small the figure is. */
const WHOLE = 10n ** 18n
const DIGITS = 10n ** 12n

export function noErrors(): Worst {
  return { count: 0, error: 0, relative: 0, ofBound: 0 }
}

/**
 * Holds what the contracts let an account claim against its exact part.
 * @throws where it is more than exact, or less by more than rounding can explain
 */
export function compare(person: Person, who: number, seen: Seen, stakes: Worst, fees: Worst): void {
  const { position: p, own, delegate } = person
  const isOrchestrator = delegate === who
  const merged = (mine: bigint, earned: bigint) => (isOrchestrator ? mine * own.over + earned * p.over : mine)
  const over = isOrchestrator ? p.over * own.over : p.over
  const [stakeLoss, feesLoss] = isOrchestrator ? [own.stakeLoss, own.feesLoss] : [0n, 0n]
  note(merged(p.stake, own.stake), over, seen.stake, p.stakeLoss + stakeLoss, stakes)
  note(merged(p.fees, own.fees), over, seen.fees, p.feesLoss + feesLoss, fees)
}

function note(exact: bigint, over: bigint, seen: bigint, loss: bigint, worst: Worst): void {
  const missing = exact - seen * over
  if (missing < 0n) throw new Error(`${seen} is more than the exact ${exact / over}`)
  // What is pending is rounded down once more.
  const bound = loss + PARTS
  if (missing * PARTS > bound * over)
    throw new Error(`${seen} is too little beside the exact ${exact / over}`)
  worst.count++
  worst.error = Math.max(worst.error, ratio(missing, over))
  worst.ofBound = Math.max(worst.ofBound, ratio(missing * PARTS, bound * over))
  if (exact >= WHOLE * over)
    worst.relative = Math.max(worst.relative, ratio(missing * WHOLE, exact) / Number(WHOLE))
}

function ratio(a: bigint, b: bigint): number {
  return Number((a * DIGITS) / b) / Number(DIGITS)
}
