import { type Code, MillraceError } from '../protocol/errors.ts'
import { toHex } from '../protocol/hex.ts'
import type { Payment } from '../protocol/schema.ts'
import { WAITS_FOR_QUOTE } from './dues.ts'
import type { Nonces } from './nonces.ts'
import { expectedValue, floatOf } from './terms.ts'
import type { CheckedTicket, Ledger, SenderFunds, TicketTerms, Winner } from './types.ts'

export type Taking = {
  payment: Payment
  terms: TicketTerms
  recipientRand: bigint
  /** In the order of the payment's tickets. */
  checked: CheckedTicket[]
  /** Newest block. */
  block: number
  funds: SenderFunds
  nonces: Nonces
  ledger: Pick<Ledger, 'won' | 'pending'>
}

/**
 * Takes a payment's tickets one after another. From the first fault on nothing is credited; what is signed and has won
 * is kept all the same, as it may still be paid. Nonces are used before it first waits.
 * @returns the expected value that is credited, once the winners are on disk
 */
export async function takeTickets(
  taking: Taking,
): Promise<{ value: bigint; fault: MillraceError | undefined }> {
  const { payment, terms, checked, ledger } = taking
  const kept: Promise<void>[] = []
  let value = 0n
  let fault: MillraceError | undefined
  for (const [index, ticket] of payment.tickets.entries()) {
    const { id, signed, won } = checked[index] ?? { id: '0x', signed: false, won: false }
    const wrong = signed ? faultOf(ticket.senderNonce, taking) : badTicket('is not signed by its sender')
    fault ??= wrong
    if (won && wrong?.code !== 'ticket-used') kept.push(ledger.won(winnerOf(ticket, id, taking)))
    if (fault === undefined) value += expectedValue(terms)
  }
  await Promise.all(kept)
  return { value, fault }
}

/** @param what “is for another recipient” */
export function badTicket(what: string): MillraceError {
  return new MillraceError('bad-ticket', `A ticket ${what}.`)
}

/** What speaks against a ticket that is signed. Its nonce is used from now on. */
function faultOf(nonce: number, taking: Taking): MillraceError | undefined {
  const { payment, terms, block, funds, nonces, ledger } = taking
  const { expirationBlock } = payment.quote
  const fault = (code: Code, message: string) => new MillraceError(code, message)
  if (!nonces.use(terms.sender, terms.recipientRandHash, expirationBlock, nonce)) {
    return fault('ticket-used', `A ticket with number ${nonce} came before.`)
  }
  if (block > expirationBlock) return fault('expired', `The quote was good up to block ${expirationBlock}.`)
  if (terms.faceValue > floatOf(funds, ledger.pending(terms.sender))) {
    return fault('too-risky', 'The sender’s funds do not cover another winner.')
  }
  return undefined
}

function winnerOf(
  { senderNonce, signature }: Payment['tickets'][number],
  id: Winner['id'],
  { terms, recipientRand, payment: { quote } }: Taking,
): Winner {
  return {
    ...terms,
    id,
    senderNonce,
    recipientRand,
    signature: toHex(signature),
    expirationBlock: quote.expirationBlock,
    creationRound: quote.creationRound,
    wonAt: Date.now(),
    state: 'waiting',
    hash: undefined,
    fee: 0n,
    reason: WAITS_FOR_QUOTE,
  }
}
