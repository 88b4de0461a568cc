import { MillraceError } from '../protocol/errors.ts'
import { noGas, toChainError } from './errors.ts'
import { type Facts, readFacts, targetOf } from './facts.ts'
import { gasPrice, measure } from './gas.ts'
import type { Chain } from './open.ts'
import { plan, rewardOf } from './plan.ts'
import { startOf } from './protocol.ts'
import type { Action, Address, Preview } from './types.ts'

/** Shares are in 1e6ths. */
const WHOLE = 1_000_000n

/** What an action would need, cost and do, and why it would fail. Nothing is signed. Rejects with MillraceError. */
export async function preview(chain: Chain, account: Address, action: Action): Promise<Preview> {
  try {
    const facts = await readFacts(chain, account, action)
    const calls = plan(action, facts)
    const [{ measures, fault }, price] = await Promise.all([measure(chain, account, calls), gasPrice(chain)])
    const steps = measures.map(({ gas, guessed }, index) => ({
      title: calls[index]?.title ?? '',
      gas,
      fee: gas * price,
      guessed,
    }))
    const fee = steps.reduce((sum, step) => sum + step.fee, 0n)
    const value = calls.reduce((sum, call) => sum + call.value, 0n)
    const poor = facts.position.ether < fee + value ? noGas() : undefined
    return {
      steps,
      fee,
      value,
      after: afterwards(action, facts),
      from: fromWhen(action, facts),
      fault: needless(action, facts) ?? fault ?? poor,
    }
  } catch (error) {
    throw toChainError(error)
  }
}

/** Nothing of an action is left to be done. */
function needless(action: Action, facts: Facts): MillraceError | undefined {
  if (action.kind === 'faucet' || plan(action, facts).length > 0) return undefined
  return new MillraceError('bad-input', 'All of this is done already.', { hint: 'Change something first.' })
}

function afterwards(action: Action, { position, ...facts }: Facts): Preview['after'] {
  const { tokens, stake, fees, delegate, locks } = position
  const now = { tokens, stake, fees, delegate }
  const lock = 'lock' in action ? (locks.find(({ id }) => id === action.lock)?.amount ?? 0n) : 0n
  switch (action.kind) {
    case 'delegate':
      return { ...now, tokens: tokens - action.amount, stake: stake + action.amount, delegate: action.to }
    case 'becomeOrchestrator': {
      const more = action.amount > stake ? action.amount - stake : 0n
      return { ...now, tokens: tokens - more, stake: stake + more, delegate: position.account }
    }
    case 'unbond': {
      const left = stake - action.amount
      return { ...now, stake: left, delegate: left > 0n ? delegate : undefined }
    }
    case 'rebond':
    case 'rebondFromUnbonded':
      return { ...now, stake: stake + lock, delegate: targetOf(action, position) }
    case 'withdrawStake':
      return { ...now, tokens: tokens + lock }
    case 'withdrawFees':
      return { ...now, fees: fees - action.amount }
    case 'reward':
      return { ...now, stake: stake + ownReward({ position, ...facts }) }
    default:
      return now
  }
}

/** What an orchestrator gets of its own reward: the cut, and its share of the rest. */
function ownReward(facts: Facts): bigint {
  const own = facts.position.orchestrator
  if (own === undefined || own.stake === 0n) return 0n
  const minted = rewardOf(own.stake, facts)
  const kept = (minted * BigInt(own.rewardCut)) / WHOLE
  return kept + ((minted - kept) * own.ownStake) / own.stake
}

function fromWhen(action: Action, { protocol }: Facts): Preview['from'] {
  const at = (round: number) => ({ round, at: startOf(protocol, round) })
  switch (action.kind) {
    case 'delegate':
    case 'becomeOrchestrator':
    case 'rebond':
    case 'rebondFromUnbonded':
    case 'setTerms':
      return at(protocol.round + 1)
    case 'unbond':
      return at(protocol.round + protocol.unbondingPeriod)
    case 'revokeSession':
    case 'unlockSession':
      return at(protocol.round + protocol.unlockPeriod)
    default:
      return undefined
  }
}
