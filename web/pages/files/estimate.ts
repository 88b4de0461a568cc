import type { HeardOffer } from '../../network/types.ts'
import { offeredEffect } from '../../protocol/effects.ts'
import { MAX_FILE_LANES } from '../../protocol/limits.ts'
import type { Offer } from '../../protocol/schema.ts'
import { barTo, type Market, REFERENCE_PIXEL_RATE, type Work } from '../../protocol/select.ts'

/** Who could work on a file now, and how long they would take together. */
export type Estimate = {
  orchestrators: number
  /** Undefined where nobody is there. */
  ms: number | undefined
}

/**
 * @param market with `pays` as it will be once the work begins
 * @param seconds of video
 */
export function estimate(
  heard: readonly HeardOffer[],
  market: Market,
  work: Work,
  seconds: number,
): Estimate {
  const speeds = heard
    .filter(({ peer, offer }) => {
      const candidate = { peer, offer, rtt: undefined, score: 1, suspended: false }
      return barTo(candidate, work, market) === undefined
    })
    .map(({ offer }) => {
      const realtime = offer.codecs.find(({ codec }) => codec === work.codec)?.realtime ?? 0
      const encoding = work.pixelRate / (realtime * REFERENCE_PIXEL_RATE)
      // Who has jobs already shares what it can do among them.
      return 1 / (encoding + changing(offer, work.effect)) / (offer.runningJobs + 1)
    })
    .sort((one, other) => other - one)
    .slice(0, MAX_FILE_LANES)
  const speed = speeds.reduce((sum, each) => sum + each, 0)
  return {
    orchestrators: speeds.length,
    ms: speed === 0 ? undefined : (seconds * 1000) / speed,
  }
}

/** Seconds that an effect takes for one of video. */
function changing(offer: Offer, effect: Work['effect']): number {
  if (effect === undefined) return 0
  return effect.pixelRate / (offeredEffect(offer, effect.id)?.pixelRate ?? 0)
}
