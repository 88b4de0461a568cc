import { fullDeposit, leastDeposit } from './terms.ts'

/** What goes into a session, wei. */
export type Funds = { deposit: bigint; reserve: bigint }

/**
 * One part in so many of what is put in is reserve: every active orchestrator can count on its share of it, whatever
 * others draw from the deposit.
 */
const RESERVE_PARTS = 10n

/** Splits all that is put into a session. */
export function split(total: bigint): Funds {
  const reserve = total / RESERVE_PARTS
  return { deposit: total - reserve, reserve }
}

/**
 * What it takes to spend so much from a session: that, and what has to stay in the deposit so that any winning ticket
 * can be paid.
 * @param has deposit that is there already @param gasPrice wei per gas
 */
export function fundsFor(spend: bigint, has: bigint, gasPrice: bigint): Funds {
  const deposit = spend + excess(fullDeposit(gasPrice), has)
  return { deposit, reserve: deposit / (RESERVE_PARTS - 1n) }
}

/** The least to put in, all in all, for tickets to be taken at all. */
export function leastTotal(has: bigint, gasPrice: bigint): bigint {
  const deposit = excess(leastDeposit(gasPrice), has)
  return deposit === 0n ? 0n : ((deposit - 1n) * RESERVE_PARTS) / (RESERVE_PARTS - 1n) + 1n
}

/** What can be spent of a deposit before tickets are not taken any more. */
export function spendable(deposit: bigint, gasPrice: bigint): bigint {
  return excess(deposit, leastDeposit(gasPrice))
}

/** By how much one amount is above another. */
function excess(one: bigint, other: bigint): bigint {
  return one > other ? one - other : 0n
}
