import { costOf } from '../protocol/balance.ts'
import { MillraceError } from '../protocol/errors.ts'
import { toWhole } from '../protocol/hex.ts'
import { MAX_NONCES, MAX_TICKETS } from '../protocol/limits.ts'
import type { Credit, Quote } from '../protocol/schema.ts'
import { ticketTerms } from './quote.ts'
import { expectedValue } from './terms.ts'
import type { Curve, Purse, Session, TicketTerms } from './types.ts'

/** A quote is renewed when so few blocks are left of it, or so few nonces. */
const RENEW_BLOCKS = 4
const RENEW_NONCES = 2 * MAX_TICKETS
/** Of what is paid one part in so many may be refused, beyond what is on its way at once: refused tickets can still win. */
const REFUSED_PARTS = 20n

export type PurseParts = {
  session: Session
  curve: Curve
  /** What one segment costs, wei: no more is paid at once. The value of MAX_TICKETS at most. */
  segmentCost: bigint
  /** Newest block. @throws MillraceError chain-lost */
  block(): number
  /** @throws MillraceError: the quote cannot be taken */
  check(quote: Quote): void
  /** @throws MillraceError no-funds: the session pays no more */
  requireFunds(quote: Quote): void
  /** So much is about to be paid. */
  onpaid(value: bigint): void
}

/** A quote and the tickets that were drawn on it. */
type Drawing = { quote: Quote; terms: TicketTerms; value: bigint; nonces: number; refused: boolean }

/** Opens what a job is paid from. @throws MillraceError as `parts.check` */
export function openPurse(first: Quote, parts: PurseParts): Purse {
  const { session, curve, segmentCost, block } = parts
  const { price } = first
  const sent = new Map<number, { total: bigint; on: Drawing }>()
  let drawing = drawOn(first)
  let sequence = 0
  let paid = 0n
  let refused = 0n
  let pixels = 0n
  /** Quotes that were refused since tickets were last taken whole. */
  let refusals = 0

  function drawOn(quote: Quote): Drawing {
    parts.check(quote)
    const terms = ticketTerms(quote, session.sender)
    return { quote, terms, value: expectedValue(terms), nonces: 0, refused: false }
  }

  const balance = () => paid - refused - costOf(pixels, price)

  return {
    price,
    balance,
    paid: () => paid,
    async pay(target) {
      const missing = target - balance()
      if (missing <= 0n) return undefined
      const { quote, terms, value, nonces, refused: isRefused } = drawing
      parts.requireFunds(quote)
      // Who has refused tickets, which it may still redeem, is sent no second segment's worth of them.
      const count = refusals > 0 ? 1 : Number((min(missing, segmentCost) + value - 1n) / value)
      if (isRefused || block() >= quote.expirationBlock || nonces + count > MAX_NONCES) {
        throw new MillraceError('expired', 'The quote is not good any more.', { hint: 'Ask for another.' })
      }
      // All that another call looks at changes before this one waits.
      drawing.nonces += count
      sequence += 1
      const payment = sequence
      const total = value * BigInt(count)
      sent.set(payment, { total, on: drawing })
      paid += total
      parts.onpaid(total)
      const numbers = Array.from({ length: count }, (_, index) => nonces + index + 1)
      const signatures = await curve.sign(terms, numbers, session.key)
      const tickets = signatures.map((signature, index) => ({
        senderNonce: nonces + index + 1,
        signature,
      }))
      return { sequence: payment, quote, tickets }
    },
    credited(credit) {
      const { total, on } = sent.get(credit.payment) ?? {}
      if (total === undefined || on === undefined) return 'go-on'
      sent.delete(credit.payment)
      const missing = total - toWhole(credit.value)
      if (missing > 0n) refused += missing
      if (credit.code === '' && missing <= 0n) {
        refusals = 0
        return 'go-on'
      }
      // What was on its way with it is refused for the same reason.
      if (!on.refused) refusals += 1
      on.refused = true
      if (refused > segmentCost + on.value + paid / REFUSED_PARTS) return 'end'
      return canRenew(credit) && refusals === 1 ? 'renew' : 'end'
    },
    debit(made) {
      pixels += made
    },
    renew(quote) {
      if (quote.price.wei !== price.wei || quote.price.pixels !== price.pixels) {
        throw new MillraceError('too-dear', 'The orchestrator changed its price during the job.')
      }
      drawing = drawOn(quote)
    },
    isStale() {
      const { quote, nonces, refused: isRefused } = drawing
      return (
        isRefused || block() + RENEW_BLOCKS >= quote.expirationBlock || nonces + RENEW_NONCES > MAX_NONCES
      )
    },
  }
}

/** Refusals that another quote, of another block or a smaller face value, may mend. A second in a row shows that it does not. */
function canRenew({ code }: Credit): boolean {
  return code === 'expired' || code === 'too-risky'
}

function min(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
