import type { Payer } from '../../payments/types.ts'
import type { Market } from '../../protocol/select.ts'

/** What the page's gateway may spend, and on whom. The page keeps it up to date; the gateway looks when it has to. */
export type Money = { market: Market; payer: Payer | undefined }

/** Without a chain nothing is paid for. */
export function noMoney(market: Market): Money {
  return { market, payer: undefined }
}
