import type { Address } from '../chain/types.ts'
import { MAX_DEBTORS } from '../protocol/limits.ts'

/** What jobs left unpaid, wei, by who was to pay: the next jobs of the same one begin with it. */
export type Debts = {
  of(sender: Address): bigint
  /** A job is over. @param balance what was paid less what was done for it */
  settle(sender: Address, balance: bigint): void
}

export function createDebts(): Debts {
  const debts = new Map<Address, bigint>()
  const of = (sender: Address) => debts.get(sender) ?? 0n
  return {
    of,
    settle(sender, balance) {
      const debt = of(sender) - balance
      debts.delete(sender)
      if (debt > 0n) debts.set(sender, debt)
      const [oldest] = debts.keys()
      if (debts.size > MAX_DEBTORS && oldest !== undefined) debts.delete(oldest)
    },
  }
}
