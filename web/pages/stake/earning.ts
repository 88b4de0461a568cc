import type { Orchestrator, Position } from '../../chain/types.ts'
import { count } from '../../ui/format.ts'

export type Earning = { tone: 'plain' | 'good' | 'warn' | 'bad'; text: string; more: string }

/** Whether stake earns, in a word and a sentence. @param delegate the orchestrator it is with, once that is known */
export function earning(
  position: Pick<Position, 'status' | 'startRound'>,
  delegate: Orchestrator | undefined,
  round: number,
): Earning {
  if (position.status === 'unbonded') return { tone: 'plain', text: 'not staked', more: 'Nothing is staked.' }
  if (position.status === 'pending')
    return {
      tone: 'plain',
      text: `earns from round ${position.startRound} on`,
      more: 'New stake counts from the next round on.',
    }
  if (!delegate?.active)
    return {
      tone: 'bad',
      text: 'not earning',
      more: 'Your orchestrator is not in the active set, so it gets no rewards. Move your stake to one that is.',
    }
  const missed = round - delegate.lastRewardRound - 1
  if (missed < 0)
    return { tone: 'good', text: 'earning', more: 'Your orchestrator has called reward in this round.' }
  if (missed === 0)
    return {
      tone: 'plain',
      text: 'reward to come',
      more: 'Your orchestrator has not called reward in this round yet.',
    }
  return {
    tone: 'warn',
    text: 'missing rewards',
    more:
      delegate.lastRewardRound === 0
        ? 'Your orchestrator has never called reward.'
        : `Your orchestrator has not called reward for ${count(missed, 'round')}.`,
  }
}

/** Whether earnings that are claimed now would lack this round's: the reward is still to come. */
export function wouldForgo(position: Position, delegate: Orchestrator | undefined, round: number): boolean {
  return (
    position.status === 'bonded' &&
    delegate !== undefined &&
    delegate.active &&
    delegate.lastRewardRound < round &&
    position.lastClaimRound < round
  )
}
