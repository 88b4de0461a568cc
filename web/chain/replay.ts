import { same } from './address.ts'
import type { Event } from './events.ts'
import { factorsOf, type Pool, type Pools, scale } from './factors.ts'
import type { Address } from './types.ts'

const WHOLE = 1_000_000n

/** A bond as the contract keeps it, and what came and went by hand. */
export type Bond = {
  bonded: bigint
  fees: bigint
  delegate: Address | undefined
  lastClaim: number
  /** An orchestrator's own unclaimed earnings; `active`: its rewards before this round's, with `rewarded` its round. */
  ownRewards: bigint
  ownFees: bigint
  active: bigint
  rewarded: number
  /** Put in less taken out, of stake; and fees taken out. */
  put: bigint
  withdrawn: bigint
}

export const NOTHING: Bond = {
  bonded: 0n,
  fees: 0n,
  delegate: undefined,
  lastClaim: 0,
  ownRewards: 0n,
  ownFees: 0n,
  active: 0n,
  rewarded: 0,
  put: 0n,
  withdrawn: 0n,
}

/**
 * A bond after an event.
 * @param pool of the account itself in the event's round, if it is an orchestrator
 */
export function apply(
  bond: Bond,
  event: Event,
  account: Address,
  round: number,
  pool: Pool | undefined,
): Bond {
  switch (event.eventName) {
    case 'EarningsClaimed': {
      const { rewards, fees, delegate } = event.args
      const own = same(delegate, account) ? { ownRewards: 0n, ownFees: 0n } : {}
      return { ...bond, ...own, bonded: bond.bonded + rewards, fees: bond.fees + fees, lastClaim: round }
    }
    case 'Bond': {
      const { additionalAmount, bondedAmount, newDelegate } = event.args
      const put = bond.put + additionalAmount
      return { ...bond, bonded: bondedAmount, delegate: newDelegate, lastClaim: round, put }
    }
    case 'Unbond':
      return { ...take(bond, event.args.amount), lastClaim: round }
    case 'Rebond': {
      const { amount, delegate } = event.args
      return { ...bond, bonded: bond.bonded + amount, delegate, lastClaim: round, put: bond.put + amount }
    }
    case 'TranscoderSlashed':
      return take(bond, event.args.penalty)
    case 'WithdrawFees': {
      const { amount } = event.args
      return { ...bond, fees: bond.fees - amount, lastClaim: round, withdrawn: bond.withdrawn + amount }
    }
    case 'Reward':
      return {
        ...bond,
        ...rewardOwn(bond, event.args.amount, pool),
        active: bond.ownRewards,
        rewarded: round,
      }
    case 'WinningTicketTransfer':
      return { ...bond, ...payOwn(bond, event.args.amount, round, pool) }
    default:
      return bond
  }
}

/** Stake and fees with all that came on top since the last claim, at the end of a round. */
export function worth(bond: Bond, account: Address, round: number, factors: ReturnType<typeof factorsOf>) {
  const { bonded, fees, delegate, lastClaim } = bond
  if (delegate === undefined) return { stake: bonded, fees }
  const [start, end] = [factors.get(lastClaim), factors.get(round)]
  const own = same(delegate, account) ? bond : NOTHING
  if (start === undefined || end === undefined || lastClaim >= round) {
    return { stake: bonded + own.ownRewards, fees: fees + own.ownFees }
  }
  return {
    stake: scale(bonded, end.rewards, start.rewards) + own.ownRewards,
    fees: fees + scale(bonded, end.fees - start.fees, start.rewards) + own.ownFees,
  }
}

/** Factors of each delegate over the rounds in which it was one. */
export function factorsByDelegate(pools: ReadonlyMap<Address, Pools>) {
  return new Map(
    [...pools].map(([delegate, each]) => [
      delegate,
      factorsOf(
        each,
        [...each.keys()].sort((a, b) => a - b),
      ),
    ]),
  )
}

function take(bond: Bond, amount: bigint): Bond {
  const bonded = bond.bonded - amount
  return { ...bond, bonded, delegate: bonded > 0n ? bond.delegate : undefined, put: bond.put - amount }
}

/** An orchestrator keeps its cut of a reward, and its own rewards earn like stake. */
function rewardOwn({ ownRewards }: Bond, minted: bigint, pool: Pool | undefined) {
  if (pool === undefined || pool.stake === 0n) return {}
  const shared = minted - (minted * pool.rewardCut) / WHOLE
  return { ownRewards: ownRewards + scale(shared, ownRewards, pool.stake) + minted - shared }
}

function payOwn(
  { ownRewards, ownFees, active, rewarded }: Bond,
  paid: bigint,
  round: number,
  pool: Pool | undefined,
) {
  if (pool === undefined || pool.stake === 0n) return {}
  const own = rewarded === round ? active : ownRewards
  const shared = (paid * pool.feeShare) / WHOLE
  return { ownFees: ownFees + scale(shared, own, pool.stake) + paid - shared }
}
