import { workOf } from '../../ask/ask.ts'
import type { HeardOffer } from '../../network/types.ts'
import { type Asked, askPixels } from '../../protocol/ask.ts'
import { costOf } from '../../protocol/balance.ts'
import { offeredEffect } from '../../protocol/effects.ts'
import { barTo, type Market } from '../../protocol/select.ts'

/** What a request costs at the offers that are heard. */
export type Prices = {
  /** Wei, of those who ask to be paid; of an even number the upper middle one. */
  median: bigint
  /** Orchestrators that ask to be paid for it, and those that do it for nothing. */
  paid: number
  free: number
}

/** With orchestrators that can be taken once there is a session, whether they have room now or not. */
export function pricesOf(heard: readonly HeardOffer[], market: Market, order: Asked): Prices {
  const open = heard.filter(({ peer, offer }) => {
    const candidate = { peer, offer, rtt: undefined, score: 1, suspended: false }
    const bar = barTo(candidate, workOf(order.task.id), { ...market, pays: true })
    return bar === undefined || bar === 'busy'
  })
  const prices = open
    .map(({ offer }) => {
      const pixels = askPixels(order, offer.price, offeredEffect(offer, order.task.id)?.price)
      return offer.price === undefined ? 0n : costOf(BigInt(pixels), offer.price)
    })
    .filter(price => price > 0n)
    .sort((one, other) => (one < other ? -1 : 1))
  return {
    median: prices[Math.floor(prices.length / 2)] ?? 0n,
    paid: prices.length,
    free: open.length - prices.length,
  }
}
