import { isSigned, signTicket } from '../chain/signature.ts'
import { hashTicket, wins } from '../chain/ticket.ts'
import type { Hash } from '../chain/types.ts'
import { fromHex, toHex } from '../protocol/hex.ts'
import type { Payment } from '../protocol/schema.ts'
import type { CheckedTicket, TicketTerms } from './types.ts'

/** Signs a ticket for each nonce. @param key of the sender */
export async function signTickets(
  terms: TicketTerms,
  nonces: number[],
  key: Hash,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const signatures: Uint8Array<ArrayBuffer>[] = []
  for (const nonce of nonces) {
    signatures.push(fromHex(await signTicket({ ...terms, senderNonce: BigInt(nonce) }, key)))
  }
  return signatures
}

/** Whether each ticket is signed by its sender, and has won. */
export async function checkTickets(
  terms: TicketTerms,
  tickets: Payment['tickets'],
  recipientRand: bigint,
): Promise<CheckedTicket[]> {
  const checked: CheckedTicket[] = []
  for (const { senderNonce, signature } of tickets) {
    const ticket = { ...terms, senderNonce: BigInt(senderNonce) }
    const hex = toHex(signature)
    const signed = await isSigned(ticket, hex)
    checked.push({ id: hashTicket(ticket), signed, won: signed && wins(hex, recipientRand, terms.winProb) })
  }
  return checked
}
