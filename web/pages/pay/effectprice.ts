import { formatEther } from '../../protocol/amount.ts'
import type { Cost } from './cost.ts'

/** What a minute costs with an effect, at the median of the offers, and without; empty where nobody asks to be paid. */
export function priceInWords(plain: Cost | undefined, changed: Cost | undefined): string {
  if (plain === undefined || changed === undefined || changed.median === 0n) return ''
  return `A minute with it: ${formatEther(changed.median / 60n)}; without: ${formatEther(plain.median / 60n)}.`
}
