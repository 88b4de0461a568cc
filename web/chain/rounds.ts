import { roundFilters, toEvents } from './events.ts'
import { type Log, type ReadOptions, readLogs } from './logs.ts'
import type { Chain } from './open.ts'

/** A round that was initialised, and where. */
export type Round = { round: number; at: Date; log: Log }

/** All rounds that were initialised, the oldest first. */
export async function readRounds(chain: Chain, options: ReadOptions): Promise<Round[]> {
  const events = toEvents(await readLogs(chain, 'rounds', roundFilters(chain), options))
  return events.flatMap(event =>
    event.eventName === 'NewRound'
      ? [{ round: Number(event.args.round), at: new Date(event.log.at), log: event.log }]
      : [],
  )
}

/** The round in which something happened: stake and fees only move in rounds that are initialised. */
export function roundOf(rounds: readonly Round[], { block, index }: Log): number {
  const begun = rounds.findLast(({ log }) => log.block < block || (log.block === block && log.index <= index))
  return begun?.round ?? 0
}
