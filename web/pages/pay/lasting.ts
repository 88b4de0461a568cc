import { duration, moment } from '../../ui/format.ts'

const HOUR_MS = 3_600_000

/**
 * How long something can be paid from a session: `for about 3 h 20 min`; `until 3 Dec, 07:05` where its end comes first.
 * @param spend wei @param hourly wei, above 0
 */
export function lasting(spend: bigint, hourly: bigint, endsAt: Date, now = Date.now()): string {
  const ms = (Number(spend) / Number(hourly)) * HOUR_MS
  return now + ms < endsAt.getTime() ? `for about ${duration(ms)}` : `until ${moment(endsAt)}`
}
