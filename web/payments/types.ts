import type { Ticket } from '../chain/ticket.ts'
import type { Address, Hash } from '../chain/types.ts'
import type { MillraceError } from '../protocol/errors.ts'
import type { Credit, Payment, Price, Quote } from '../protocol/schema.ts'

/*
 * Money between a gateway and an orchestrator. Amounts in wei. A gateway's session pays by a `Payer`, an orchestrator's
 * account is paid into a `Till`; both keep one balance per job, by the same arithmetic.
 */

/** What tickets depend on, read from the chain block by block. Blocks are those that the contracts count. */
export type Rates = {
  /** Newest block. */
  block: number
  /** Current round. */
  round: number
  /** Newest round that was begun on the chain, and its block hash: tickets are created in it. */
  creationRound: number
  creationRoundBlockHash: Hash
  /** Last block at which a ticket of that round should be taken: after it too little time is left to redeem. */
  lastBlock: number
  /** Wei per gas. */
  gasPrice: bigint
}

/** The rates as they are known now. They go on being used for a while when the RPC does not answer. */
export type RatesFeed = {
  /** @throws MillraceError chain-lost: none are known, or they are too old */
  now(): Rates
  onchange(listener: () => void): () => void
  close(): void
}

/** A ticket sender as the chain knows it. */
export type SenderFunds = {
  deposit: bigint
  reserve: bigint
  /** What the recipient that asks may draw of the reserve in this round. */
  claimable: bigint
  /** Whether that recipient is in the active set: nobody else can redeem. */
  active: boolean
  /** Round from which the funds can be withdrawn; 0 while they are locked. */
  withdrawRound: number
  /** Last round whose tickets count; undefined for an account that is no session. */
  expiry: number | undefined
}

/** Reads a sender's funds, once per block. @throws MillraceError chain-lost */
export type ReadFunds = (sender: Address) => Promise<SenderFunds>

/** A session that this browser holds the key of. */
export type Session = {
  key: Hash
  /** Address of the key: the sender of the tickets. */
  sender: Address
  owner: Address
  /** Chain and TicketBroker that it is of. */
  chainId: number
  broker: Address
}

/** How a session stands, for people. */
export type PayerState = {
  sender: Address
  /** On the chain. */
  deposit: bigint
  reserve: bigint
  /** Expected value of all tickets that were signed in this session. */
  paid: bigint
  /** At the present pace, ms until the deposit is used up; undefined while nothing is paid. */
  lasts: number | undefined
  state: 'ready' | 'low' | 'empty' | 'expired' | 'withdrawing'
}

/** Pays all jobs of a gateway page from one session. */
export type Payer = {
  sender: Address
  state(): PayerState
  onchange(listener: () => void): () => void
  /**
   * An account with one orchestrator for one job.
   * @throws MillraceError too-dear, too-risky, no-funds, expired, bad-ticket: the quote cannot be taken
   */
  open(quote: Quote, bounds: QuoteBounds): Promise<Purse>
  close(): void
}

/** What a payer takes a quote for. */
export type QuoteBounds = {
  /** Whom tickets must be for: the account of the offer. */
  account: Address
  maxPrice: Price
  /** Output pixels of one segment: a ticket's expected value is at most what they cost, and MAX_TICKETS pay for them. */
  segmentPixels: bigint
}

/** What one job is paid from. */
export type Purse = {
  price: Price
  /** Credit by this side's books: what was paid less what was delivered. */
  balance(): bigint
  /** In all, wei. */
  paid(): bigint
  /**
   * Tickets whose expected value raises the balance to at least `target`, as far as one segment's cost does; undefined
   * where it is there already.
   * @throws MillraceError expired (ask for a new quote), no-funds
   */
  pay(target: bigint): Promise<Payment | undefined>
  /** What the orchestrator says that it took. @returns what to do about a refusal */
  credited(credit: Credit): 'go-on' | 'renew' | 'end'
  /** So many output pixels were delivered. */
  debit(pixels: bigint): void
  /** Another quote, for the same price: tickets are drawn on it from now on. @throws as `open` */
  renew(quote: Quote): void
  /** Whether the quote should be renewed now. */
  isStale(): boolean
}

/** Takes tickets for one account, whatever the job; keeps winners until they are redeemed. */
export type Till = {
  account: Address
  price(): Price
  setPrice(price: Price): void
  /**
   * @param value expected value of one ticket, wei
   * @param price of the job: a new price is for jobs that begin after it
   * @throws MillraceError too-risky, no-funds, unsupported, chain-lost: this sender cannot be worked for
   */
  quote(sender: Address, value: bigint, price: Price): Promise<Quote>
  /** Checks a payment and credits its expected value; winners are on disk before it resolves. */
  receive(sender: Address, payment: Payment): Promise<Credit>
  close(): void
}

/** A ticket that has won, as it is kept and redeemed. */
export type Winner = {
  /** Hash of the ticket. */
  id: Hash
  recipient: Address
  sender: Address
  faceValue: bigint
  winProb: bigint
  senderNonce: number
  recipientRand: bigint
  recipientRandHash: Hash
  auxData: Hash
  signature: Hash
  /** Block after which its secret number may be shown: no ticket on the same quote is taken any more. */
  expirationBlock: number
  creationRound: number
  /** Unix ms. */
  wonAt: number
  state: 'waiting' | 'sent' | 'redeemed' | 'lost'
  /** Of the transaction that redeems it. */
  hash: Hash | undefined
  /** What redeeming it cost, wei. */
  fee: bigint
  /** Why it was lost or still waits, in plain words. */
  reason: string
}

/** A transaction that redeems winners: kept before it is sent, until it is over. */
export type Redemption = {
  nonce: number
  /** Unknown until the wallet has answered. */
  hash: Hash | undefined
  /** Newest block when it was sent. */
  block: number
  /** The most that it may use. */
  gas: bigint
  /** The most that it pays for a unit of gas, wei. */
  gasPrice: bigint
  /** Unix ms. */
  at: number
  winners: Hash[]
}

/** Redeems winners, and follows what becomes of them. */
export type Redeemer = {
  state(): RedeemerState
  onchange(listener: () => void): () => void
  /** Redeems what is due now, if it is worth more than the gas; the wallet may ask its owner. */
  redeemNow(): void
  close(): void
}

export type RedeemerState = {
  /** Winners that wait for nothing but being redeemed. */
  due: Winner[]
  /** The wallet has been asked and has not answered. */
  isSigning: boolean
  /** What went wrong last; it is tried again. */
  error: MillraceError | undefined
}

/** Money by the day, UTC, as `2026-11-26`. Amounts of winners are face values. */
export type LedgerDay = {
  day: string
  earned: bigint
  won: bigint
  redeemed: bigint
  lost: bigint
  fees: bigint
}

/** Lines that only ever grow, on disk when `append` resolves: IndexedDB, or a file of the headless node. */
export type Journal = {
  append(entry: JournalEntry): Promise<void>
  read(): Promise<JournalEntry[]>
  /** Puts others in the place of all entries, whole or not at all. */
  replace(entries: JournalEntry[]): Promise<void>
}

/** Big numbers as decimal text. */
export type JournalEntry = { kind: string; at: number } & Record<string, string | number>

/** What a session paid, on disk: expected values, wei. */
export type Kept = {
  read(): Promise<bigint>
  add(value: bigint): Promise<void>
}

/** Winners and what became of them. */
export type Ledger = {
  /** Resolves when it is on disk; `pending` counts it from the call on. The same ticket again changes nothing. */
  won(winner: Winner): Promise<void>
  /** Adds expected value earned; kept a few times a minute. */
  earned(job: string, sender: Address, value: bigint, pixels: bigint): void
  winners(): Winner[]
  /** Face value of this sender's winners that are not redeemed or lost yet, wei. */
  pending(sender: Address): bigint
  change(id: Hash, change: WinnerChange): Promise<void>
  /** The transaction that is on its way, if one is. */
  redemption(): Redemption | undefined
  setRedemption(redemption: Redemption | undefined): Promise<void>
  summary(): LedgerSummary
  /** Days on which anything was earned or happened to a winner, the newest first. */
  days(): LedgerDay[]
  onchange(listener: () => void): () => void
}

export type WinnerChange = Partial<Pick<Winner, 'state' | 'hash' | 'fee' | 'reason'>>

export type LedgerSummary = {
  /** Expected value of all tickets taken. */
  earned: bigint
  /** Face value of winners that wait, were paid, and were lost. */
  pending: bigint
  redeemed: bigint
  lost: bigint
  /** Spent on gas. */
  fees: bigint
  /** Expected value per hour over the last hour of work. */
  perHour: bigint
}

/** Curve work, done in a Worker. */
export type Curve = {
  /** @returns a signature for each nonce */
  sign(terms: TicketTerms, nonces: number[], key: Hash): Promise<Uint8Array<ArrayBuffer>[]>
  check(terms: TicketTerms, tickets: Payment['tickets'], recipientRand: bigint): Promise<CheckedTicket[]>
  close(): void
}

/** What all tickets on one quote share. */
export type TicketTerms = Omit<Ticket, 'senderNonce'>

export type CheckedTicket = { id: Hash; signed: boolean; won: boolean }

/*
 * Entry points, for pages and roles:
 * `startPayer(chain, session): Promise<Payer>` in sender.ts,
 * `openTill(chain, { account, price, ledger, maxFaceValue }): Promise<Till>` in recipient.ts,
 * `followRates(chain): Promise<RatesFeed>` in chain/rates.ts, `fullDeposit`, `leastDeposit` in terms.ts.
 */
