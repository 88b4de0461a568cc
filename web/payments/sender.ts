import { openFunds } from '../chain/funds.ts'
import type { Chain } from '../chain/open.ts'
import { followRates } from '../chain/rates.ts'
import { costOf } from '../protocol/balance.ts'
import { createMeter } from '../protocol/meter.ts'
import { checkQuote, requireFunds } from './check.ts'
import { startCurve } from './curve.ts'
import { keptOf } from './kept.ts'
import { openPurse } from './purse.ts'
import { openSpent } from './spent.ts'
import { leastDeposit } from './terms.ts'
import type { Curve, Kept, Payer, PayerState, RatesFeed, ReadFunds, Session } from './types.ts'

/** A session's owner is warned when, at the present pace, the deposit lasts less than this. */
const LOW_MS = 600_000
/** The pace is that of so long. */
const PACE_MS = 120_000

/** What a payer stands on. */
export type PayerParts = {
  rates: RatesFeed
  funds: ReadFunds
  curve: Curve
  /** What the session paid until now, and from now on. */
  kept: Kept
}

/**
 * Starts to pay from a session, with a Worker for the curve. A session that was paid from before a reload goes on.
 * @throws MillraceError chain-lost
 */
export async function startPayer(chain: Chain, session: Session): Promise<Payer> {
  const rates = await followRates(chain)
  const curve = startCurve()
  try {
    const kept = keptOf(session.sender)
    return await createPayer(session, { rates, funds: openFunds(chain, undefined), curve, kept })
  } catch (error) {
    curve.close()
    rates.close()
    throw error
  }
}

/** @throws MillraceError chain-lost: the session's funds cannot be read */
export async function createPayer(session: Session, parts: PayerParts): Promise<Payer> {
  const { rates, curve, kept } = parts
  const { sender } = session
  const listeners = new Set<() => void>()
  const meter = createMeter(PACE_MS)
  const spent = await openSpent(kept)
  let funds = await parts.funds(sender)
  let now = rates.now()

  const tell = () => {
    for (const listener of listeners) listener()
  }
  async function look() {
    now = rates.now()
    funds = await parts.funds(sender).catch(() => funds)
    tell()
  }
  const stop = rates.onchange(() => void look())

  function state(): PayerState {
    const { deposit, reserve } = funds
    const pace = meter.bitrate(performance.now()) / 8
    const lasts = pace > 0 ? (Number(deposit) / pace) * 1000 : undefined
    return { sender, deposit, reserve, paid: spent.total(), lasts, state: nameOf(lasts) }
  }

  function nameOf(lasts: number | undefined): PayerState['state'] {
    if (funds.withdrawRound !== 0) return 'withdrawing'
    if (funds.expiry !== undefined && now.creationRound > funds.expiry) return 'expired'
    if (funds.deposit === 0n) return 'empty'
    const isLow = funds.deposit < leastDeposit(now.gasPrice) || (lasts ?? LOW_MS) < LOW_MS
    return isLow ? 'low' : 'ready'
  }

  return {
    sender,
    state,
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async open(quote, bounds) {
      funds = await parts.funds(sender)
      return openPurse(quote, {
        session,
        curve,
        segmentCost: costOf(bounds.segmentPixels, quote.price),
        block: () => rates.now().block,
        check: quote => checkQuote(quote, bounds, rates.now(), funds),
        requireFunds: ({ creationRound }) => requireFunds(funds, creationRound),
        onpaid(value) {
          meter.add(performance.now(), Number(value))
          spent.add(value)
          tell()
        },
      })
    },
    close() {
      stop()
      rates.close()
      curve.close()
      spent.close()
    },
  }
}
