import { isOwnEnd } from '../payments/bill.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'

/** What viewers read when the streamer ends the stream, who knows. */
export const STREAMER_ENDED = 'The streamer ended the stream.'

/** Ended by this side, or for want of money. */
export function isOrderly(reason: MillraceError): boolean {
  return reason.code === 'ended' || isOwnEnd(reason.code)
}

/** A job ends in order when this side ends it; an orchestrator that is done, or a stream that is closed, is a loss. */
export function asLoss(error: MillraceError): MillraceError {
  return error.code === 'ended' ? new MillraceError('peer-lost', error.message, { cause: error }) : error
}

/** The orchestrator has ended the job: for want of money, or it is lost to us whatever it says. */
export function asEnd(code: Code, reason: string): MillraceError {
  const told = `The orchestrator ended the job: ${reason}`
  return new MillraceError(isOwnEnd(code) ? code : 'peer-lost', told)
}
