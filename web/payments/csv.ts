import { toTable } from '../chain/csv.ts'
import { exactAmount } from '../protocol/amount.ts'
import type { LedgerDay, Winner } from './types.ts'

const DAY_HEAD = ['day', 'expected', 'won', 'redeemed', 'gas', 'lost']
const WINNER_HEAD = ['won', 'state', 'worth', 'gas', 'sender', 'transaction', 'ticket', 'reason']

/** Days as a table, the oldest first; amounts in ether with all their digits. */
export function daysCsv(days: readonly LedgerDay[]): string {
  const rows = [...days]
    .reverse()
    .map(({ day, earned, won, redeemed, fees, lost }) => [
      day,
      ...[earned, won, redeemed, fees, lost].map(exactAmount),
    ])
  return toTable([DAY_HEAD, ...rows])
}

/** Winning tickets as a table, the oldest first; amounts in ether with all their digits. */
export function winnersCsv(winners: readonly Winner[]): string {
  const rows = [...winners]
    .reverse()
    .map(({ wonAt, state, faceValue, fee, sender, hash, id, reason }) => [
      ...[new Date(wonAt).toISOString(), state, exactAmount(faceValue), exactAmount(fee)],
      ...[sender, hash ?? '', id, reason],
    ])
  return toTable([WINNER_HEAD, ...rows])
}
