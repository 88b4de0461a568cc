import type { Funds } from '../../payments/budget.ts'
import { fundsFor, leastTotal, split } from '../../payments/budget.ts'
import { exactAmount, formatAmount, parseAmount } from '../../protocol/amount.ts'

/** Hours of the ladder that a budget is for; `once`: work of a known cost; `own`: an amount as it was typed. */
export const BUDGETS = ['once', '1', '4', '12', 'own'] as const
export type Budget = (typeof BUDGETS)[number]

/** Quarters of what work is expected to cost: some of it goes to dearer orchestrators, and some is made twice. */
const ONCE_MORE = 5n

/** For how long a session is opened, days. */
export const TERMS = [1, 7, 30] as const

/** What a form about a session's funds knows of the rest. Wei. */
export type Circumstances = {
  /** An hour of the ladder; undefined where nobody asks to be paid. */
  hourly: bigint | undefined
  /** What is to be paid for now costs, where it has an end. */
  once?: bigint | undefined
  /** Deposit that is in the session already. */
  has: bigint
  gasPrice: bigint
  /** In the wallet. */
  ether: bigint
}

/** What goes into the session; undefined as long as the form does not say, or says it wrong: then `problem` says why. */
export function fund(
  budget: Budget,
  amount: string,
  { hourly, once = 0n, has, gasPrice, ether }: Circumstances,
): { funds: Funds | undefined; problem: string } {
  if (budget === 'once') return { funds: fundsFor((once * ONCE_MORE) / 4n, has, gasPrice), problem: '' }
  if (budget !== 'own') {
    return { funds: fundsFor(BigInt(budget) * (hourly ?? 0n), has, gasPrice), problem: '' }
  }
  if (amount.trim() === '') return { funds: undefined, problem: '' }
  const total = parseAmount(amount)
  const least = leastTotal(has, gasPrice)
  if (total === undefined) return wrong('Write a number, such as 0.05, with a point before decimals.')
  if (total === 0n) return wrong('Write an amount above 0.')
  if (total > ether) return wrong(`There is no more than ${formatAmount(ether)} ETH in your wallet.`)
  if (total < least) {
    return wrong(`Write at least ${formatCeil(least)}: below it, no orchestrator takes its tickets.`)
  }
  return { funds: split(total), problem: '' }
}

function wrong(problem: string) {
  return { funds: undefined, problem }
}

/** Never less than the amount: what is typed has to be enough. */
function formatCeil(amount: bigint): string {
  const unit = 10n ** BigInt(Math.max(0, String(amount).length - 3))
  return exactAmount(((amount + unit - 1n) / unit) * unit)
}
