import { revert } from '../chain/errors.ts'
import type { Times } from '../chain/redeem.ts'
import type { Winner } from './types.ts'

/** Most winners in one transaction. */
export const BATCH = 20
/** A winner waits until it is worth so many times what redeeming it costs. */
const FACTOR = 10n
/** In the last part of its time, a quarter of a round, it only has to be worth more than it costs. */
const URGENT = 4

/** Faults of the ticket itself: no time heals them. */
const HOPELESS = [
  'RecipientNull',
  'SenderNull',
  'InvalidAuxDataLength',
  'RecipientRandMismatch',
  'InvalidSignatureLength',
  'InvalidSignature',
  'TicketDidNotWin',
  'SessionExpired',
]

export const WAITS_FOR_QUOTE = 'Its number is secret until its quote has expired.'
export const WAITS_FOR_GAS = 'Waits until redeeming it costs less.'
export const WAITS_FOR_ROUND = 'Waits until somebody has begun the round.'

/** Blocks in which a winner can still be redeemed; none or less when its time is over. */
export function blocksLeft({ creationRound }: Winner, { round, left, roundLength, validity }: Times): number {
  return left + (creationRound + validity - 1 - round) * roundLength
}

/** Whether a winner's secret number may be shown. */
export function isRipe({ expirationBlock }: Winner, { block }: Times): boolean {
  return block > expirationBlock
}

/** Whether a winner is worth redeeming at so much for it, wei. */
export function pays(winner: Winner, cost: bigint, times: Times, isAsked: boolean): boolean {
  const urgent = blocksLeft(winner, times) <= times.roundLength / URGENT
  return winner.faceValue > cost * (urgent || isAsked ? 1n : FACTOR)
}

/** Those that end first come first; of one round and recipient they are neighbours, which costs least. */
export function inOrder(winners: readonly Winner[]): Winner[] {
  const keyOf = ({ creationRound, recipient }: Winner) =>
    `${String(creationRound).padStart(12, '0')} ${recipient.toLowerCase()}`
  return [...winners].sort((one, other) => keyOf(one).localeCompare(keyOf(other)))
}

/** What the contract's refusal means for a winner. */
export function verdict(fault: string): { state: 'waiting' | 'lost'; reason: string } {
  const { message } = revert(fault)
  return HOPELESS.includes(fault) ? { state: 'lost', reason: message } : { state: 'waiting', reason: message }
}

/** Why a winner was lost whose time is over. */
export function expired({ reason }: Winner): string {
  return reason === '' ? 'Its time was over before it was redeemed.' : `Its time is over. Before: ${reason}`
}
