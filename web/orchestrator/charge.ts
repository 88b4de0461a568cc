import type { Address } from '../chain/types.ts'
import type { Ledger, Till } from '../payments/types.ts'
import type { AskRequest } from '../protocol/askschema.ts'
import { costOf, createBook, fileUnit, segmentPixels } from '../protocol/balance.ts'
import { tokenBucket } from '../protocol/bucket.ts'
import { type Code, MillraceError, toCode, toError } from '../protocol/errors.ts'
import type { FileRequest } from '../protocol/fileschema.ts'
import { toHex, toWhole } from '../protocol/hex.ts'
import {
  FILE_UNPAID_MS,
  MAX_PAYMENTS_AHEAD,
  MAX_QUOTES_PER_SECOND,
  MAX_REASON_LENGTH,
  QUOTE_BURST,
  UNPAID_MS,
} from '../protocol/limits.ts'
import type { JobMessage } from '../protocol/messages.ts'
import type { Credit, JobRequest, Payment, Price, Quote } from '../protocol/schema.ts'
import type { LadderStats } from '../transcode/types.ts'
import type { Debts } from './debts.ts'

/** Tickets of which a segment is worth so many: one that is refused leaves time for another. */
const TICKETS_PER_SEGMENT = 2n
/** Who sends such tickets does not mean to pay, and every one costs a recovery of its signer. */
const FRAUD: Code[] = ['bad-ticket', 'ticket-used']
/** A source that says that it is faster is not trusted with more unpaid work for that, frames per second. */
const MAX_UNPAID_FRAMERATE = 60

/**
 * What a job is done for. `patience`: how long its frames may wait for pay, ms; 0: nothing is begun before all of it is
 * paid.
 */
export type Terms = {
  till: Till
  sender: Address
  price: Price
  quote: Quote
  segmentCost: bigint
  patience: number
}

/** The money of one job: what it is paid, and how far it may go on that. */
export type Charge = Terms & {
  /** Tickets have come. @throws MillraceError too-fast */
  pay(payment: Payment): void
  /** Tickets shall be drawn on another quote. @throws MillraceError too-fast */
  requote(): void
  /** Call it often. @throws MillraceError unpaid */
  tick(stats: Pick<LadderStats, 'pixels' | 'unpaid'>): void
  /** In all, wei. */
  earned(): bigint
  /** The job is over. Resolves when what came is credited. */
  close(): Promise<void>
}

export type ChargeContext = ChargeWire & {
  job: string
  debts: Debts
  onearned: Ledger['earned']
}

/** The job that the charge is for. */
export type ChargeWire = {
  send(message: Extract<JobMessage, { kind: 'credit' | 'quote' }>): void
  setAllowance(pixels: number): void
  onerror(error: unknown): void
}

/** @throws MillraceError unpaid, or what speaks against this sender: too-risky, no-funds, chain-lost */
export function quoteJob(till: Till, { sender, renditions, source, segmentMs }: JobRequest): Promise<Terms> {
  const framerate = Math.min(source.framerate, MAX_UNPAID_FRAMERATE)
  return quoteWork(till, sender, segmentPixels(renditions, framerate, segmentMs), UNPAID_MS)
}

/** The same for a file, whose segments differ: so much is trusted, whatever their length. @throws as `quoteJob` */
export function quoteFile(till: Till, { sender, renditions }: FileRequest, weight: number): Promise<Terms> {
  return quoteWork(till, sender, fileUnit(renditions, weight), FILE_UNPAID_MS)
}

/** The same for a request, which is paid before it is begun. @param pixels that it counts for @throws as `quoteJob` */
export function quoteAsk(till: Till, { sender }: AskRequest, pixels: number): Promise<Terms> {
  return quoteWork(till, sender, BigInt(pixels), 0)
}

async function quoteWork(
  till: Till,
  payer: Uint8Array | undefined,
  pixels: bigint,
  patience: number,
): Promise<Terms> {
  if (payer === undefined) throw new MillraceError('unpaid', 'This orchestrator does not work for nothing.')
  const sender = toHex(payer)
  const price = till.price()
  const segmentCost = costOf(pixels, price)
  const quote = await till.quote(sender, ticketValue(segmentCost), price)
  return { till, sender, price, quote, segmentCost, patience }
}

/**
 * Work begins with the first ticket, which shows that the request came from the sender that it names, and goes on
 * while at most one segment of it is not paid; a request's begins when all of it is paid.
 */
export function startCharge(terms: Terms, context: ChargeContext): Charge {
  const { till, sender, price, segmentCost, patience } = terms
  const { job, debts, onearned, send, setAllowance, onerror } = context
  const book = createBook(price)
  const mayQuote = tokenBucket(MAX_QUOTES_PER_SECOND, QUOTE_BURST)
  let waiting = 0
  let checking = Promise.resolve()
  let made = 0
  let told = 0

  const isPaying = () => book.credited() > 0n
  /** What is done for it before it is paid, wei; who pays ahead may owe for something else. */
  const trust = () => (patience > 0 ? segmentCost - debts.of(sender) : 0n)
  const grant = () => setAllowance(isPaying() ? Number(book.allowance(trust())) : 0)

  const earn = (value: bigint) => {
    book.credit(value)
    onearned(job, sender, value, BigInt(made - told))
    told = made
  }
  const check = async (payment: Payment) => {
    const credit = await till.receive(sender, payment)
    waiting -= 1
    earn(toWhole(credit.value))
    grant()
    send({ kind: 'credit', body: { ...credit, reason: credit.reason.slice(0, MAX_REASON_LENGTH) } })
    throwFraud(credit)
  }
  const quote = async () => {
    try {
      send({ kind: 'quote', body: await till.quote(sender, ticketValue(segmentCost), price) })
    } catch (thrown) {
      // A chain that does not answer may soon do so again: the old quote goes on until it expires.
      if (toError(thrown).code !== 'chain-lost') throw thrown
    }
  }
  grant()

  return {
    ...terms,
    pay(payment) {
      if (waiting >= MAX_PAYMENTS_AHEAD) {
        throw new MillraceError('too-fast', 'Payments came faster than they are credited.')
      }
      waiting += 1
      checking = checking.then(() => check(payment)).catch(onerror)
    },
    requote() {
      if (!mayQuote())
        throw new MillraceError('too-fast', 'More quotes were asked for than the limit allows.')
      quote().catch(onerror)
    },
    tick({ pixels, unpaid }) {
      book.debit(BigInt(pixels - made))
      made = pixels
      if (unpaid > patience) {
        throw new MillraceError('unpaid', `Frames have waited for pay for ${Math.round(unpaid)} ms.`)
      }
    },
    earned: book.credited,
    async close() {
      await checking
      earn(0n)
      // Anybody can name a sender: without a ticket of its own it owes nothing.
      if (isPaying()) debts.settle(sender, book.balance())
    },
  }
}

function ticketValue(segmentCost: bigint): bigint {
  return (segmentCost + TICKETS_PER_SEGMENT - 1n) / TICKETS_PER_SEGMENT
}

function throwFraud(credit: Credit): void {
  const code = toCode(credit.code)
  if (FRAUD.includes(code)) throw new MillraceError(code, credit.reason)
}
