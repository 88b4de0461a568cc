import type { HeardOffer } from '../../network/types.ts'
import { weightAt } from '../../protocol/effects.ts'
import { type LadderChoice, ladderFor, largest, pixelRate } from '../../protocol/ladder.ts'
import type { Price } from '../../protocol/schema.ts'
import { barTo, type Market, type Work } from '../../protocol/select.ts'

/** What work on a ladder costs at the offers that are heard, wei per hour; of an even number the upper middle one. */
export type Cost = {
  cheapest: bigint
  median: bigint
  /** Orchestrators that ask to be paid, and those that work for nothing. */
  paid: number
  free: number
}

/** A source whose size is not known yet is taken for this one. */
const USUAL = { width: 1920, height: 1080 }
const HOUR_S = 3600

/** The work that a ladder asks for. @param size of the source, if it is known @param effect its id, if there is one */
export function workOf(
  ladder: LadderChoice,
  size: { width: number; height: number } | undefined,
  effect?: string,
): Work {
  const renditions = ladderFor({ ...(size ?? USUAL), framerate: 0 }, ladder)
  return {
    codec: ladder.codec,
    pixelRate: pixelRate(renditions, 0),
    effect: effect === undefined ? undefined : { id: effect, pixelRate: pixelRate([largest(renditions)], 0) },
  }
}

/** What an hour of work costs with orchestrators that are registered and active, whether they have room now or not. */
export function costOf(heard: readonly HeardOffer[], market: Market, work: Work): Cost {
  const open = heard.filter(({ peer, offer }) => {
    const candidate = { peer, offer, rtt: undefined, score: 1, suspended: false }
    const bar = barTo(candidate, work, { ...market, pays: true })
    return bar === undefined || bar === 'busy'
  })
  const prices = open
    .flatMap(({ offer }) =>
      offer.price === undefined || offer.price.wei === 0n
        ? []
        : [{ price: offer.price, weight: weightAt(offer, work.effect?.id) }],
    )
    .map(({ price, weight }) => hourly(price, work.pixelRate * weight))
    .sort((one, other) => (one < other ? -1 : 1))
  return {
    cheapest: prices[0] ?? 0n,
    median: prices[Math.floor(prices.length / 2)] ?? 0n,
    paid: prices.length,
    free: open.length - prices.length,
  }
}

/** What so many seconds of video cost at the median of the offers, wei. */
export function priceOf({ median }: Cost, seconds: number): bigint {
  return (median * BigInt(Math.round(seconds * 1000))) / 3_600_000n
}

function hourly({ wei, pixels }: Price, pixelRate: number): bigint {
  return (wei * BigInt(Math.round(pixelRate * HOUR_S))) / pixels
}
