import { openFunds } from '../chain/funds.ts'
import type { Chain } from '../chain/open.ts'
import { followRates } from '../chain/rates.ts'
import { hashRand } from '../chain/ticket.ts'
import type { Address } from '../chain/types.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import { fromHex, fromWhole } from '../protocol/hex.ts'
import { HASH_BYTES, MAX_REASON_LENGTH, QUOTE_BLOCKS } from '../protocol/limits.ts'
import type { Credit, Payment, Price, Quote } from '../protocol/schema.ts'
import { startCurve } from './curve.ts'
import { createNonces } from './nonces.ts'
import { ticketTerms } from './quote.ts'
import { requireRedeemable } from './redeemable.ts'
import { recipientRandOf } from './secret.ts'
import { badTicket, takeTickets } from './take.ts'
import { floatOf, termsFor } from './terms.ts'
import type { Curve, Ledger, RatesFeed, ReadFunds, Till } from './types.ts'

export type TillOptions = {
  /** Who is paid: an orchestrator of the active set. */
  account: Address
  price: Price
  ledger: Pick<Ledger, 'won' | 'pending'>
  /** The most that a winner may be worth, wei; undefined: what the cost of redeeming asks for. */
  maxFaceValue: bigint | undefined
}

/** What a till stands on. */
export type TillParts = { rates: RatesFeed; funds: ReadFunds; curve: Curve }

/**
 * Opens an orchestrator's till on a chain, with a Worker for the curve.
 * @throws MillraceError chain-lost
 */
export async function openTill(chain: Chain, options: TillOptions): Promise<Till> {
  const rates = await followRates(chain)
  return createTill(options, { rates, funds: openFunds(chain, options.account), curve: startCurve() })
}

export function createTill(options: TillOptions, { rates, funds, curve }: TillParts): Till {
  const { account, ledger, maxFaceValue } = options
  // Of this page alone: with it, what an earlier page took would be taken again, whose nonces nobody knows any more.
  const secret = crypto.getRandomValues(new Uint8Array(HASH_BYTES))
  const nonces = createNonces()
  let price = options.price
  const stop = rates.onchange(() => nonces.forget(rates.now().block))

  async function quote(sender: Address, value: bigint, price: Price): Promise<Quote> {
    const now = rates.now()
    const found = await funds(sender)
    requireRedeemable(found, now.creationRound, now)
    const float = floatOf(found, ledger.pending(sender))
    const { faceValue, winProb } = termsFor({ value, gasPrice: now.gasPrice, float, maxFaceValue })
    const expirationBlock = Math.min(now.block + QUOTE_BLOCKS, now.lastBlock)
    if (expirationBlock <= now.block) {
      throw new MillraceError('chain-lost', 'The chain’s new round has not been begun yet.', {
        hint: 'Anyone can begin it, on the stake page.',
      })
    }
    const drawn = {
      price,
      recipient: fromHex(account),
      faceValue: fromWhole(faceValue),
      winProb: fromWhole(winProb),
      seed: crypto.getRandomValues(new Uint8Array(HASH_BYTES)),
      expirationBlock,
      creationRound: now.creationRound,
      creationRoundBlockHash: fromHex(now.creationRoundBlockHash),
    }
    const recipientRand = recipientRandOf(secret, drawn, sender)
    return { ...drawn, recipientRandHash: fromHex(hashRand(recipientRand)) }
  }

  async function receive(sender: Address, payment: Payment): Promise<Credit> {
    const { sequence, quote, tickets } = payment
    const terms = ticketTerms(quote, sender)
    const recipientRand = recipientRandOf(secret, quote, sender)
    const drawnOn = terms.recipientRandHash
    try {
      if (terms.recipient !== account.toLowerCase()) throw badTicket('is for another recipient')
      if (hashRand(recipientRand) !== drawnOn)
        throw badTicket('is on a quote that was not given to its sender')
      requireRedeemable(await funds(sender), quote.creationRound, rates.now())
      if (!nonces.hasRoom(sender, drawnOn)) {
        throw new MillraceError('too-fast', 'Tickets came on too many quotes at once.')
      }
      const checked = await curve.check(terms, tickets, recipientRand)
      const found = await funds(sender)
      // Read last: with nothing to wait for, no block comes at which these nonces are forgotten before they are used.
      const { block } = rates.now()
      const taking = { payment, terms, recipientRand, checked, block, funds: found, nonces, ledger }
      const { value, fault } = await takeTickets(taking)
      return creditOf(sequence, value, fault)
    } catch (error) {
      return creditOf(sequence, 0n, toError(error))
    }
  }

  return {
    account,
    price: () => price,
    setPrice(next) {
      price = next
    },
    quote,
    receive,
    close() {
      stop()
      rates.close()
      curve.close()
    },
  }
}

function creditOf(payment: number, value: bigint, fault: MillraceError | undefined): Credit {
  const reason = fault?.message.slice(0, MAX_REASON_LENGTH) ?? ''
  return { payment, value: fromWhole(value), code: fault?.code ?? '', reason }
}
