import { type Event, group } from './events.ts'
import type { Pools } from './factors.ts'
import { type Round, roundOf } from './rounds.ts'
import type { Address, OrchestratorRound, Track } from './types.ts'

/** Rounds that a track looks back. */
const ROUNDS = 30

/** What each orchestrator did, from the events of all. */
export function tracksOf(events: readonly Event[], rounds: readonly Round[]): Map<Address, Track> {
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

/** @param active rounds in which it was active */
export function orchestratorRounds(
  active: readonly Round[],
  byRound: ReadonlyMap<number, Event[]>,
  pools: Pools,
): OrchestratorRound[] {
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
}

/** Whether an orchestrator was in the active set in a round: what was said of it last, for then or before, holds. */
export function isActive(events: readonly Event[], round: number): boolean {
  let active = false
  for (const event of events) {
    if (event.eventName === 'TranscoderActivated' && event.args.activationRound <= round) active = true
    if (event.eventName === 'TranscoderDeactivated' && event.args.deactivationRound <= round) active = false
  }
  return active
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

function toTerms({ rewardCut, feeShare }: { rewardCut: bigint; feeShare: bigint }) {
  return { rewardCut: Number(rewardCut), feeShare: Number(feeShare) }
}
