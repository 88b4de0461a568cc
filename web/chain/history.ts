import { getBlockNumber } from 'viem/actions'
import { entriesOf, wantedPools } from './entries.ts'
import { toChainError } from './errors.ts'
import { filtersOf, group, orchestratorFilters, toEvents } from './events.ts'
import { readPools } from './factors.ts'
import { type ReadOptions, readLogs } from './logs.ts'
import type { Chain } from './open.ts'
import { readRounds, roundOf } from './rounds.ts'
import { isActive, orchestratorRounds, tracksOf } from './tracks.ts'
import type { Address, History, OrchestratorRound, Track } from './types.ts'

export type { ReadOptions } from './logs.ts'

/** An account's rounds. What was read before is kept in this browser. Rejects with MillraceError, or as aborted. */
export async function readHistory(
  chain: Chain,
  account: Address,
  options: ReadOptions = {},
): Promise<History> {
  const { rounds, byRound } = await readEvents(chain, account, options)
  return plainly(options, async () => {
    const block = await newestBlock(chain)
    const wanted = [...wantedPools(account, rounds, byRound)]
    const pools = new Map(
      await Promise.all(
        wanted.map(async ([orchestrator, its]) => {
          return [orchestrator, await readPools(chain, orchestrator, its, block)] as const
        }),
      ),
    )
    return { account, rounds: entriesOf(account, rounds, byRound, pools) }
  })
}

/** An orchestrator's rounds in the active set. Rejects with MillraceError, or as aborted. */
export async function readOrchestratorHistory(
  chain: Chain,
  orchestrator: Address,
  options: ReadOptions = {},
): Promise<OrchestratorRound[]> {
  const { rounds, byRound } = await readEvents(chain, orchestrator, options)
  return plainly(options, async () => {
    const events = [...byRound.values()].flat()
    const active = rounds.filter(({ round }) => isActive(events, round))
    const numbers = active.map(({ round }) => round)
    const pools = await readPools(chain, orchestrator, numbers, await newestBlock(chain))
    return orchestratorRounds(active, byRound, pools)
  })
}

/** All orchestrators that there ever were, with what they did. Rejects with MillraceError, or as aborted. */
export async function readTracks(chain: Chain, options: ReadOptions = {}): Promise<Map<Address, Track>> {
  const [first, second] = halves(options)
  const events = toEvents(await readLogs(chain, 'orchestrators', orchestratorFilters(chain), first))
  return tracksOf(events, await readRounds(chain, second))
}

/** Rounds from an account's first event on, and its events in each. */
async function readEvents(chain: Chain, account: Address, options: ReadOptions) {
  const [first, second] = halves(options)
  // The rounds come last: each event then finds its own, however fast they follow.
  const events = toEvents(await readLogs(chain, account, filtersOf(chain, account), first))
  const all = await readRounds(chain, second)
  const byRound = group(events, ({ log }) => roundOf(all, log))
  const since = Math.min(...byRound.keys())
  return { rounds: all.filter(({ round }) => round >= since), byRound }
}

/** Options of two readings, one after the other, that go on as one. */
function halves({ signal, onprogress }: ReadOptions): [ReadOptions, ReadOptions] {
  const half = (from: number) => ({
    ...(signal && { signal }),
    onprogress: (done: number) => onprogress?.(from + done / 2),
  })
  return [half(0), half(0.5)]
}

function newestBlock({ client }: Chain): Promise<bigint> {
  return getBlockNumber(client, { cacheTime: 0 })
}

async function plainly<T>({ signal }: ReadOptions, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    signal?.throwIfAborted()
    throw toChainError(error)
  }
}
