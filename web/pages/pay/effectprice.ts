import { formatEther } from '../../protocol/amount.ts'
import type { Cost } from './cost.ts'

/**
 * What a minute costs with an effect, at the median of the offers, and without; empty where nothing is paid.
 * @param pays there is a session, or nobody works for nothing
 */
export function priceInWords(plain: Cost | undefined, changed: Cost | undefined, pays: boolean): string {
  if (!pays || plain === undefined || changed === undefined || changed.median === 0n) return ''
  return `A minute with it: ${formatEther(changed.median / 60n)}; without: ${formatEther(plain.median / 60n)}.`
}
