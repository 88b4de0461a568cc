import { encodeFunctionData } from 'viem'
import { formatAmount } from '../protocol/amount.ts'
import { same, shortAddress } from './address.ts'
import { ABIS } from './calls.ts'
import type { Facts } from './facts.ts'
import { serviceOf } from './orchestrators.ts'
import { neighbours } from './pool.ts'
import type { Action, Address, ContractName, Hash } from './types.ts'

/** A transaction to be; `value` is the ether that goes along, wei. */
export type Call = { title: string; to: ContractName; data: Hash; value: bigint }

/** Minter's shares are in 1e9ths. */
const RATE = 1_000_000_000n

/** The transactions that an action takes as things are, in order; none for the faucet. */
export function plan(action: Action, facts: Facts): Call[] {
  const { position, pool } = facts
  const { account, delegate } = position
  /** Where whom the account delegates to belongs, when it has so much more. */
  const hint = (more: bigint) =>
    delegate === undefined ? neighbours([], account, 0n) : neighbours(pool, delegate, facts.from + more)

  switch (action.kind) {
    case 'delegate':
      return [...allow(action.amount, facts), bond(action.amount, action.to, facts)]
    case 'unbond':
      return [
        staking(`Unbond ${tokens(action.amount)}`, 'unbondWithHint', [
          action.amount,
          ...hint(-action.amount),
        ]),
      ]
    case 'rebond':
      return [
        staking(`Bond ${tokens(lockOf(action.lock, facts))} again`, 'rebondWithHint', [
          BigInt(action.lock),
          ...hint(lockOf(action.lock, facts)),
        ]),
      ]
    case 'rebondFromUnbonded': {
      const amount = lockOf(action.lock, facts)
      const place = neighbours(pool, action.to, facts.to + amount)
      const args = [action.to, BigInt(action.lock), ...place]
      const title = `Bond ${tokens(amount)} again, to ${shortAddress(action.to)}`
      return [staking(title, 'rebondFromUnbondedWithHint', args)]
    }
    case 'withdrawStake':
      return [
        staking(`Withdraw ${tokens(lockOf(action.lock, facts))}`, 'withdrawStake', [BigInt(action.lock)]),
      ]
    case 'withdrawFees':
      return [
        staking(`Withdraw ${formatAmount(action.amount)} ETH of fees`, 'withdrawFees', [
          account,
          action.amount,
        ]),
      ]
    case 'claimEarnings':
      return [staking('Claim earnings', 'claimEarnings', [0n])]
    case 'becomeOrchestrator':
      return [...bondToSelf(action.amount, facts), ...terms(action, facts), ...register(action.peer, facts)]
    case 'setTerms':
      return [setTerms(action.rewardCut, action.feeShare, facts)]
    case 'registerPeer':
      return [setPeer(action.peer)]
    case 'reward': {
      const own = facts.from
      return [staking('Call reward', 'rewardWithHint', neighbours(pool, account, own + rewardOf(own, facts)))]
    }
    case 'initializeRound':
      return [call('Initialise the round', 'RoundsManager', 'initializeRound', [])]
    case 'openSession': {
      const { key, expiry, deposit, reserve } = action
      const value = deposit + reserve
      const title =
        value > 0n ? `Put ${formatAmount(value)} ETH into a payment session` : 'Go on with a payment session'
      return [tickets(title, 'openSession', [key, expiry, deposit, reserve], value)]
    }
    case 'revokeSession':
      return [tickets('End a payment session', 'revokeSession', [action.key])]
    case 'unlockSession':
      return [tickets('Unlock a payment session', 'unlockSession', [action.key])]
    case 'cancelUnlockSession':
      return [tickets('Keep a payment session’s funds in it', 'cancelUnlockSession', [action.key])]
    case 'withdrawSession':
      return [tickets('Withdraw from a payment session', 'withdrawSession', [action.key])]
    case 'faucet':
      return []
  }
}

function bondToSelf(amount: bigint, facts: Facts): Call[] {
  const { account, stake, delegate, bonded } = facts.position
  const more = amount > stake ? amount - stake : 0n
  if (more === 0n && same(delegate, account) && bonded > 0n) return []
  return [...allow(more, facts), bond(more, account, facts)]
}

function terms({ rewardCut, feeShare }: { rewardCut: number; feeShare: number }, facts: Facts): Call[] {
  const now = facts.position.orchestrator
  const same = now !== undefined && now.rewardCut === rewardCut && now.feeShare === feeShare
  return same ? [] : [setTerms(rewardCut, feeShare, facts)]
}

function register(peer: string, { position }: Facts): Call[] {
  return position.peer === peer ? [] : [setPeer(peer)]
}

/** Exactly as much as is needed, and nothing where enough is allowed already. */
function allow(amount: bigint, { position, spender }: Facts): Call[] {
  if (position.allowance >= amount) return []
  return [call(`Allow staking to take ${tokens(amount)}`, 'Token', 'approve', [spender, amount])]
}

function bond(amount: bigint, to: Address, { position, pool, from, to: stake }: Facts): Call {
  const { delegate, stake: own } = position
  const moves = delegate !== undefined && !same(delegate, to)
  const none = neighbours([], to, 0n)
  const left = moves ? neighbours(pool, delegate, from - own) : none
  const place = neighbours(pool, to, stake + amount + (moves ? own : 0n))
  const who = same(to, position.account) ? 'yourself' : shortAddress(to)
  const what = moves ? `Move ${tokens(own + amount)}` : `Delegate ${tokens(amount)}`
  return staking(`${what} to ${who}`, 'bondWithHint', [amount, to, ...left, ...place])
}

function setTerms(rewardCut: number, feeShare: number, { position, pool, to }: Facts): Call {
  const title = `Keep ${rewardCut / 1e4} % of rewards, share ${feeShare / 1e4} % of fees`
  const place = neighbours(pool, position.account, to)
  return staking(title, 'transcoderWithHint', [BigInt(rewardCut), BigInt(feeShare), ...place])
}

function setPeer(peer: string): Call {
  return call(`Register peer …${peer.slice(-6)}`, 'ServiceRegistry', 'setServiceURI', [serviceOf(peer)])
}

/** What reward would mint for some stake of the active set. */
export function rewardOf(stake: bigint, { protocol: { mintable, bonded } }: Facts): bigint {
  return bonded === 0n ? 0n : (mintable * ((stake * RATE) / bonded)) / RATE
}

function lockOf(id: number, { position }: Facts): bigint {
  return position.locks.find(lock => lock.id === id)?.amount ?? 0n
}

function tokens(amount: bigint): string {
  return `${formatAmount(amount)} tokens`
}

function staking(title: string, functionName: string, args: readonly unknown[]): Call {
  return call(title, 'BondingManager', functionName, args)
}

function tickets(title: string, functionName: string, args: readonly unknown[], value = 0n): Call {
  return call(title, 'TicketBroker', functionName, args, value)
}

function call(
  title: string,
  to: ContractName,
  functionName: string,
  args: readonly unknown[],
  value = 0n,
): Call {
  return { title, to, data: encodeFunctionData({ abi: ABIS[to], functionName, args } as never), value }
}
