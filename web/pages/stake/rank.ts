import type { Address, Orchestrator, Track } from '../../chain/types.ts'
import type { HeardOffer } from '../../network/types.ts'

/** An orchestrator as the list shows it: what the chain says, what its past says, and what the network hears now. */
export type Standing = Orchestrator & {
  /** Of all stake in the pool. */
  share: number
  track: Track | undefined
  /** `unknown`: the network is not heard. */
  presence: 'online' | 'paused' | 'offline' | 'unregistered' | 'unknown'
}

export const SORTS = ['stake', 'rewardCut', 'feeShare', 'calls', 'fees', 'presence'] as const
export type SortKey = (typeof SORTS)[number]
export type Order = { key: SortKey; descending: boolean }

/** The order in which a column is of most use to who delegates. */
export const BEST_FIRST: Record<SortKey, boolean> = {
  stake: true,
  rewardCut: false,
  feeShare: true,
  calls: true,
  fees: true,
  presence: true,
}

const PRESENCE = { online: 3, paused: 2, offline: 1, unknown: 1, unregistered: 0 }

/** @param offers what the network hears; undefined while it hears nothing at all */
export function standings(
  orchestrators: Orchestrator[],
  tracks: Map<Address, Track> | undefined,
  offers: HeardOffer[] | undefined,
): Standing[] {
  const pooled = orchestrators.filter(({ rank }) => rank !== undefined)
  const bonded = pooled.reduce((sum, { stake }) => sum + stake, 0n)
  const heard = new Map(offers?.map(({ peer, offer }) => [peer, offer]))
  return orchestrators.map(orchestrator => ({
    ...orchestrator,
    share: orchestrator.rank === undefined ? 0 : part(orchestrator.stake, bonded),
    track: tracks?.get(orchestrator.address),
    presence: presence(orchestrator.peer, offers && heard),
  }))
}

function presence(
  peer: string | undefined,
  heard: Map<string, HeardOffer['offer']> | undefined,
): Standing['presence'] {
  if (peer === undefined) return 'unregistered'
  if (heard === undefined) return 'unknown'
  const offer = heard.get(peer)
  if (offer === undefined) return 'offline'
  return offer.paused ? 'paused' : 'online'
}

/** What part of a whole something is, as a fraction. */
function part(amount: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((amount * 1_000_000n) / whole) / 1_000_000
}

/** Those whose address or peer id has the text in it. */
export function filtered(all: Standing[], text: string, onlineOnly: boolean): Standing[] {
  const wanted = text.trim().toLowerCase()
  return all.filter(
    ({ address, peer = '', presence }) =>
      (!onlineOnly || presence === 'online') &&
      (address.toLowerCase().includes(wanted) || peer.toLowerCase().includes(wanted)),
  )
}

/** Equals stay in the order of their stake. */
export function sorted(all: Standing[], { key, descending }: Order): Standing[] {
  const sign = descending ? -1 : 1
  return [...all].sort((a, b) => sign * compare(value(a, key), value(b, key)) || compare(b.stake, a.stake))
}

function value(standing: Standing, key: SortKey): number | bigint {
  switch (key) {
    case 'calls':
      return callRate(standing.track)
    case 'fees':
      return standing.track?.fees ?? 0n
    case 'presence':
      return PRESENCE[standing.presence]
    default:
      return standing[key]
  }
}

function callRate(track: Track | undefined): number {
  if (track === undefined || track.rewarded.length === 0) return -1
  return calls(track) / track.rewarded.length
}

/** Rounds of those that are looked at in which reward was called. */
export function calls({ rewarded }: Track): number {
  return rewarded.filter(Boolean).length
}

function compare(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
