import { exactAmount } from '../protocol/amount.ts'
import type { History } from './types.ts'

const HEAD = ['round', 'begins', 'stake', 'rewards', 'fees', 'deeds', 'transactions']

/** A history as a table of rounds, amounts as decimal numbers of whole tokens and ether, with all their digits. */
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
  return toTable([HEAD, ...rows])
}

/** Rows as the text of a CSV file; what has a comma, a quote or a line break stands in quotes. */
export function toTable(rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number) =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return rows.map(row => `${row.map(field).join(',')}\r\n`).join('')
}
