import { toWord } from '../chain/ticket.ts'
import type { Address } from '../chain/types.ts'
import { toHex, toWhole } from '../protocol/hex.ts'
import type { Quote } from '../protocol/schema.ts'
import type { TicketTerms } from './types.ts'

/** What all tickets of a sender on a quote share, as they are hashed. */
export function ticketTerms(quote: Quote, sender: Address): TicketTerms {
  return {
    recipient: toHex(quote.recipient),
    sender,
    faceValue: toWhole(quote.faceValue),
    winProb: toWhole(quote.winProb),
    recipientRandHash: toHex(quote.recipientRandHash),
    auxData: `${toHex(toWord(BigInt(quote.creationRound)))}${toHex(quote.creationRoundBlockHash).slice(2)}`,
  }
}
