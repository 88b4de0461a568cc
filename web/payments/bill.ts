import { costOf } from '../protocol/balance.ts'
import { type Code, MillraceError, toCode, toError } from '../protocol/errors.ts'
import { fromHex, toHex } from '../protocol/hex.ts'
import { MAX_PAYMENTS_AHEAD, MAX_QUOTES_PER_SECOND } from '../protocol/limits.ts'
import type { JobMessage, Offer } from '../protocol/messages.ts'
import type { Credit, JobRequest, Payment, Price, Quote } from '../protocol/schema.ts'
import type { Payer, PayerState, Purse } from './types.ts'

/** An orchestrator is not asked for another quote more often than it allows, ms. */
const REQUOTE_MS = 1000 / MAX_QUOTES_PER_SECOND
/** Why a job ends for want of money: no orchestrator is to blame for it. */
const OWN: Code[] = ['no-funds', 'too-risky', 'unpaid']
/** A session that stands so pays no more. */
const SPENT: PayerState['state'][] = ['empty', 'expired', 'withdrawing']

/** The money of one job, live or of a file: it is kept paid for about a segment ahead, no more. */
export type Bill = {
  /** What the request says of who pays. */
  request: Pick<JobRequest, 'sender'>
  /** The orchestrator's terms, once. @throws MillraceError it is not worked with on these */
  accept(quote: Quote | undefined): Promise<void>
  /** Another quote came that was asked for. @throws as `accept` */
  requote(quote: Quote): void
  /** The orchestrator says what it took a payment for. @throws MillraceError its reason to take no more */
  credit(credit: Credit): void
  /**
   * Often.
   * @param pixels output pixels owed for in all
   * @param ahead output pixels that are to be paid beyond them; 0 where nothing is in work
   */
  tick(pixels: number, ahead: bigint): void
  /** Whether work has used up what was paid for it, or no more can be paid. */
  isShort(): boolean
  /** Whether the last payment was refused for want of funds, of which the session has enough. */
  isRefused(): boolean
  price(): Price | undefined
  paid(): bigint
}

export type BillContext = {
  offer: Offer
  /** Output pixels of a segment: no ticket is worth more, and no more is paid at once. */
  segmentPixels: bigint
  payer: Payer | undefined
  send(message: Extract<JobMessage, { kind: 'payment' | 'quoteRequest' }>): void
  /** The job cannot go on. */
  onerror(error: MillraceError): void
}

/** Whether a job ends for want of money, not by a fault of the orchestrator. */
export function isOwnEnd(code: Code): boolean {
  return OWN.includes(code)
}

/** @throws MillraceError unpaid: the work costs, and there is no session to pay it from */
export function createBill(context: BillContext): Bill {
  const { offer, segmentPixels, send, onerror } = context
  const payer = payerOf(context)
  /** Payments that are not credited yet, by their sequence. */
  const unsettled = new Set<number>()
  let accepted = false
  let purse: Purse | undefined
  let owed = 0
  let signing = false
  let askedAt: number | undefined
  let refused = false
  /** Why no more can be paid. */
  let spent: MillraceError | undefined

  const ask = () => {
    const now = performance.now()
    if (askedAt !== undefined && now - askedAt < REQUOTE_MS) return
    askedAt = now
    send({ kind: 'quoteRequest', body: {} })
  }
  const hand = (payment: Payment | undefined) => {
    if (payment === undefined) return
    unsettled.add(payment.sequence)
    send({ kind: 'payment', body: payment })
  }
  const fail = (thrown: unknown) => {
    const error = toError(thrown)
    if (error.code === 'expired') ask()
    // What is paid already is used up first.
    else if (error.code === 'no-funds') spent = error
    // A chain that does not answer may soon do so again.
    else if (error.code !== 'chain-lost') onerror(error)
  }
  const payAhead = async (from: Purse, pixels: bigint) => {
    signing = true
    try {
      if (from.isStale()) ask()
      if (pixels > 0n && unsettled.size < MAX_PAYMENTS_AHEAD) hand(await from.pay(costOf(pixels, from.price)))
    } catch (thrown) {
      fail(thrown)
    } finally {
      signing = false
    }
  }

  return {
    request: payer === undefined ? {} : { sender: fromHex(payer.sender) },
    async accept(quote) {
      // Another purse would be paid another segment ahead.
      if (accepted) throw new MillraceError('bad-message', 'The orchestrator accepted the job twice.')
      accepted = true
      if (quote === undefined) return
      if (payer === undefined || !isSame(quote.price, offer.price)) {
        throw new MillraceError('too-dear', 'The orchestrator asks for another price than it has offered.')
      }
      const account = toHex(offer.account as Uint8Array)
      purse = await payer.open(quote, { account, maxPrice: quote.price, segmentPixels })
    },
    requote(quote) {
      purse?.renew(quote)
    },
    credit(credit) {
      if (purse === undefined || !unsettled.delete(credit.payment)) {
        throw new MillraceError('bad-message', 'The orchestrator credits what was not paid.')
      }
      refused = isOwnEnd(toCode(credit.code))
      const next = purse.credited(credit)
      if (next === 'renew') ask()
      if (next === 'end') throw new MillraceError(toCode(credit.code), credit.reason)
    },
    tick(pixels, ahead) {
      if (purse === undefined) return
      purse.debit(BigInt(pixels - owed))
      owed = pixels
      if (spent !== undefined) {
        if (purse.balance() <= 0n) onerror(spent)
        return
      }
      if (!signing) void payAhead(purse, ahead)
    },
    isShort() {
      if (payer === undefined || purse === undefined) return true
      return purse.balance() <= 0n || SPENT.includes(payer.state().state)
    },
    isRefused: () => refused && payer?.state().state === 'ready',
    price: () => purse?.price,
    paid: () => purse?.paid() ?? 0n,
  }
}

function payerOf({ offer: { price, account }, payer }: BillContext): Payer | undefined {
  if (price === undefined || account === undefined || price.wei === 0n) return undefined
  if (payer !== undefined) return payer
  throw new MillraceError('unpaid', 'This orchestrator works for pay, and there is no session to pay from.')
}

function isSame(one: Price, other: Price | undefined): boolean {
  return one.wei === other?.wei && one.pixels === other.pixels
}
