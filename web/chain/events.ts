import { decodeEventLog, encodeEventTopics, pad } from 'viem'
import { bondingManagerAbi, roundsManagerAbi, ticketBrokerAbi } from './contracts.gen.ts'
import type { Filter, Log } from './logs.ts'
import type { Chain } from './open.ts'
import type { Address, Hash } from './types.ts'

const EVENTS = [...bondingManagerAbi, ...roundsManagerAbi, ...ticketBrokerAbi].filter(
  item => item.type === 'event',
)

type Decoded = ReturnType<typeof decodeEventLog<typeof EVENTS>>
export type Event = Decoded & { log: Log }
type Name = NonNullable<Decoded['eventName']>

/** Events that name an account first, second or third among what is indexed. */
const FIRST: Name[] = [
  'TransferBond',
  'WithdrawStake',
  'WithdrawFees',
  'TranscoderUpdate',
  'TranscoderActivated',
  'TranscoderDeactivated',
  'TranscoderSlashed',
  'Reward',
]
const SECOND: Name[] = ['Unbond', 'Rebond', 'EarningsClaimed', 'TransferBond']
const THIRD: Name[] = ['Bond']

/** All that happened to an account's stake and fees, and as an orchestrator. */
export function filtersOf({ addresses }: Chain, account: Address): Filter[] {
  const address = addresses.BondingManager
  const who = pad(account).toLowerCase() as Hash
  return [
    { address, topics: [FIRST.map(selector), who] },
    { address, topics: [SECOND.map(selector), null, who] },
    { address, topics: [THIRD.map(selector), null, null, who] },
    { address: addresses.TicketBroker, topics: [selector('WinningTicketTransfer'), null, who] },
  ]
}

/** Beginnings of rounds. */
export function roundFilters({ addresses }: Chain): Filter[] {
  return [{ address: addresses.RoundsManager, topics: [selector('NewRound')] }]
}

/** What all orchestrators did. */
export function orchestratorFilters({ addresses }: Chain): Filter[] {
  const names: Name[] = ['TranscoderActivated', 'TranscoderDeactivated', 'TranscoderUpdate', 'Reward']
  return [
    { address: addresses.BondingManager, topics: [names.map(selector)] },
    { address: addresses.TicketBroker, topics: [selector('WinningTicketTransfer')] },
  ]
}

/** Sessions that an owner opened or added to. */
export function sessionFilters({ addresses }: Chain, owner: Address): Filter[] {
  return [{ address: addresses.TicketBroker, topics: [selector('SessionOpened'), pad(owner)] }]
}

/** What winning tickets drew from a sender. */
export function drawnFilters({ addresses }: Chain, sender: Address): Filter[] {
  return [{ address: addresses.TicketBroker, topics: [selector('WinningTicketTransfer'), pad(sender)] }]
}

/** Logs as events. One that matches two filters is there once. */
export function toEvents(logs: readonly Log[]): Event[] {
  return logs
    .filter(({ block, index }, at) => block !== logs[at - 1]?.block || index !== logs[at - 1]?.index)
    .map(log => {
      const decoded = decodeEventLog({ abi: EVENTS, data: log.data, topics: log.topics as [Hash] })
      return { ...decoded, log } as Event
    })
}

/** Events by a key of theirs, in the order of their first ones. */
export function group<K>(events: readonly Event[], keyOf: (event: Event) => K): Map<K, Event[]> {
  const groups = new Map<K, Event[]>()
  for (const event of events) {
    const key = keyOf(event)
    groups.set(key, [...(groups.get(key) ?? []), event])
  }
  return groups
}

function selector(eventName: Name): Hash {
  return encodeEventTopics({ abi: EVENTS, eventName } as never)[0] as Hash
}
