import { same } from './address.ts'
import type { Event } from './events.ts'
import type { Address, Deed } from './types.ts'

/** What was done in a round, from its events. Claims that came with something else, and halves of transfers, are left out. */
export function deedsOf(events: readonly Event[], account: Address, round: number): Deed[] {
  return events.flatMap(event => {
    const beside = events.filter(other => other !== event && other.log.hash === event.log.hash)
    const deed = deedOf(event, account, beside)
    return deed === undefined ? [] : [{ ...deed, round, at: new Date(event.log.at), hash: event.log.hash }]
  })
}

type Bare = Pick<Deed, 'kind' | 'amount' | 'delegate'>

function deedOf(event: Event, account: Address, beside: readonly Event[]): Bare | undefined {
  const isTransfer = beside.some(({ eventName }) => eventName === 'TransferBond')
  switch (event.eventName) {
    case 'Bond': {
      const { newDelegate, oldDelegate, additionalAmount, bondedAmount } = event.args
      const moved = BigInt(oldDelegate) !== 0n && !same(oldDelegate, newDelegate)
      return {
        kind: moved ? 'move' : 'bond',
        amount: moved ? bondedAmount : additionalAmount,
        delegate: newDelegate,
      }
    }
    case 'Unbond':
      return isTransfer
        ? undefined
        : { kind: 'unbond', amount: event.args.amount, delegate: event.args.delegate }
    case 'Rebond':
      return isTransfer
        ? undefined
        : { kind: 'rebond', amount: event.args.amount, delegate: event.args.delegate }
    case 'TransferBond': {
      const kind = same(event.args.oldDelegator, account) ? 'transfer' : 'receive'
      return { kind, amount: event.args.amount, delegate: undefined }
    }
    case 'WithdrawStake':
      return { kind: 'withdrawStake', amount: event.args.amount, delegate: undefined }
    case 'WithdrawFees':
      return { kind: 'withdrawFees', amount: event.args.amount, delegate: undefined }
    case 'EarningsClaimed':
      return beside.length > 0
        ? undefined
        : { kind: 'claim', amount: event.args.rewards, delegate: event.args.delegate }
    case 'TranscoderUpdate':
      return { kind: 'terms', amount: undefined, delegate: account }
    case 'Reward':
      return { kind: 'reward', amount: event.args.amount, delegate: account }
    case 'TranscoderSlashed':
      return { kind: 'slashed', amount: event.args.penalty, delegate: account }
    default:
      return undefined
  }
}
