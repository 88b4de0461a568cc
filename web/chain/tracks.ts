import { getBlockNumber } from 'viem/actions'
import { toChainError } from './errors.ts'
import { type Event, group, orchestratorFilters, toEvents } from './events.ts'
import { readPools } from './factors.ts'
import { readEvents } from './history.ts'
import { type ReadOptions, readLogs } from './logs.ts'
import type { Chain } from './open.ts'
import { readRounds, roundOf } from './rounds.ts'
import type { Address, OrchestratorRound, Track } from './types.ts'

/** Rounds that a track looks back. */
const ROUNDS = 30

/** All orchestrators that there ever were, with what they did. Rejects with MillraceError, or as aborted. */
export async function readTracks(chain: Chain, options: ReadOptions = {}): Promise<Map<Address, Track>> {
  const events = toEvents(await readLogs(chain, 'orchestrators', orchestratorFilters(chain), options))
  const rounds = await readRounds(chain, { ...options, onprogress: () => {} })
  const numbers = rounds.map(({ round }) => round)
  const tracks = [...group(events, whoDid)].flatMap(([address, its]) => {
    if (address === undefined) return []
    const called = new Set(its.filter(isReward).map(({ log }) => roundOf(rounds, log)))
    const rewarded = numbers
      .filter(round => isActive(its, round))
      // The call of the last round may still come.
      .filter(round => round !== numbers.at(-1) || called.has(round))
      .slice(-ROUNDS)
      .map(round => called.has(round))
    return [[address, { rewarded, fees: feesOf(its) }] as const]
  })
  return new Map(tracks)
}

/** An orchestrator's rounds since it first joined the pool. Rejects with MillraceError, or as aborted. */
export async function readOrchestratorHistory(
  chain: Chain,
  orchestrator: Address,
  options: ReadOptions = {},
): Promise<OrchestratorRound[]> {
  const { rounds, byRound } = await readEvents(chain, orchestrator, options)
  try {
    const all = [...byRound.values()].flat()
    const active = rounds.filter(({ round }) => isActive(all, round))
    const block = await getBlockNumber(chain.client, { cacheTime: 0 })
    const numbers = active.map(({ round }) => round)
    const pools = await readPools(chain, orchestrator, numbers, block)
    let stake = 0n
    return active.map(({ round, at }) => {
      const events = byRound.get(round) ?? []
      // A round in which nothing changed keeps the stake of the one before.
      stake = pools.get(round)?.stake || stake
      const terms = events.findLast(({ eventName }) => eventName === 'TranscoderUpdate')
      return {
        round,
        at,
        stake,
        reward: events.find(isReward)?.args.amount,
        fees: feesOf(events),
        terms: terms?.eventName === 'TranscoderUpdate' ? toTerms(terms.args) : undefined,
      }
    })
  } catch (error) {
    options.signal?.throwIfAborted()
    throw toChainError(error)
  }
}

type RewardEvent = Extract<Event, { eventName: 'Reward' }>

function isReward(event: Event): event is RewardEvent {
  return event.eventName === 'Reward'
}

function whoDid(event: Event): Address | undefined {
  if (event.eventName === 'WinningTicketTransfer') return event.args.recipient
  return 'transcoder' in event.args ? event.args.transcoder : undefined
}

function feesOf(events: readonly Event[]): bigint {
  return events.reduce(
    (sum, event) => (event.eventName === 'WinningTicketTransfer' ? sum + event.args.amount : sum),
    0n,
  )
}

/** Whether an orchestrator was in the active set in a round: what was said of it last, for then or before, holds. */
function isActive(events: readonly Event[], round: number): boolean {
  let active = false
  for (const event of events) {
    if (event.eventName === 'TranscoderActivated' && event.args.activationRound <= round) active = true
    if (event.eventName === 'TranscoderDeactivated' && event.args.deactivationRound <= round) active = false
  }
  return active
}

function toTerms({ rewardCut, feeShare }: { rewardCut: bigint; feeShare: bigint }) {
  return { rewardCut: Number(rewardCut), feeShare: Number(feeShare) }
}
