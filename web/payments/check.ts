import { costOf } from '../protocol/balance.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import { toHex, toWhole } from '../protocol/hex.ts'
import { MAX_TICKETS } from '../protocol/limits.ts'
import type { Quote } from '../protocol/schema.ts'
import { expectedValue } from './terms.ts'
import type { QuoteBounds, Rates, SenderFunds } from './types.ts'

/**
 * Whether a sender can draw tickets on a quote and what it pays for them is within its bounds.
 * @throws MillraceError bad-ticket, too-dear, too-risky, no-funds, expired
 */
export function checkQuote(quote: Quote, bounds: QuoteBounds, rates: Rates, funds: SenderFunds): void {
  const refuse = (code: Code, message: string, hint?: string): never => {
    throw new MillraceError(code, message, hint === undefined ? {} : { hint })
  }
  const { account, maxPrice, segmentPixels } = bounds
  const { price } = quote
  if (toHex(quote.recipient) !== account.toLowerCase()) {
    refuse('bad-ticket', 'The quote is for another account than the offer’s.')
  }
  if (price.wei * maxPrice.pixels > maxPrice.wei * price.pixels) {
    refuse('too-dear', 'The orchestrator asks more than was to be paid.', 'Raise the highest price.')
  }
  const faceValue = toWhole(quote.faceValue)
  const value = expectedValue({ faceValue, winProb: toWhole(quote.winProb) })
  const segment = costOf(segmentPixels, price)
  if (value === 0n || value * BigInt(MAX_TICKETS) < segment) {
    refuse('bad-ticket', 'The orchestrator asks for too many tickets.')
  }
  if (value > segment) refuse('too-dear', 'The orchestrator asks for more than a segment’s cost at once.')
  requireFunds(funds, quote.creationRound)
  if (faceValue > funds.deposit) {
    refuse('too-risky', 'The session’s deposit does not cover a winning ticket.', 'Top up the session.')
  }
  if (quote.expirationBlock <= rates.block) refuse('expired', 'The quote is not good any more.')
}

/** @throws MillraceError no-funds: tickets created in that round would be worth nothing */
export function requireFunds({ deposit, withdrawRound, expiry }: SenderFunds, creationRound: number): void {
  const refuse = (message: string, hint: string) => {
    throw new MillraceError('no-funds', message, { hint })
  }
  if (withdrawRound !== 0) refuse('The session is being withdrawn.', 'Open another session.')
  if (expiry !== undefined && creationRound > expiry) refuse('The session is over.', 'Open another session.')
  if (deposit === 0n) refuse('The session is empty.', 'Top it up.')
}
