import { exactAmount } from '../protocol/amount.ts'
import type { History } from './types.ts'

const HEAD = ['round', 'begins', 'stake', 'rewards', 'fees', 'deeds', 'transactions']

/**
 * A history as a table of rounds, amounts as decimal numbers of whole tokens and ether, with all their digits. No
 * field needs quotes: none has a comma.
 */
export function toCsv({ rounds }: History): string {
  const rows = rounds.map(({ round, at, stake, rewards, fees, deeds }) => [
    round,
    at.toISOString(),
    exactAmount(stake),
    exactAmount(rewards),
    exactAmount(fees),
    deeds.map(({ kind }) => kind).join(' '),
    deeds.map(({ hash }) => hash).join(' '),
  ])
  return [HEAD, ...rows].map(row => `${row.join(',')}\r\n`).join('')
}
