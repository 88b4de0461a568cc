import { tokenBucket } from '../protocol/bucket.ts'
import { offeredEffect } from '../protocol/effects.ts'
import { LOOK_BURST, MAX_LOOKS_PER_SECOND } from '../protocol/limits.ts'
import { lookPixels, OBJECTS } from '../protocol/objects.ts'
import type { Cue, Offer, RecogniseOrder } from '../protocol/schema.ts'

/** The page hears of the source's newest frame late, µs. */
const NEWS_LATE = 2_000_000

/** What one orchestrator sees in the picture, and what it is owed for that. */
export type Looks = {
  /** Whether it is to look from now on, at the price of its offer; undefined: it does not offer it, or has been told. */
  order(on: boolean, offer: Offer): RecogniseOrder | undefined
  /**
   * A look has come.
   * @param newest timestamp of the source's newest frame, µs
   * @returns what is to be shown; undefined: it was not ordered, comes too often, or is not of this stream
   */
  came(cues: Cue[], newest: number): Cue[] | undefined
  isOrdered(): boolean
  /** Plain output pixels that are owed for. */
  owed(): number
}

/** Plain output pixels for which the looks of so many ms count at an offer, at most. */
export function looksIn(offer: Offer, ms: number): number {
  const extra = offeredEffect(offer, OBJECTS.id)?.price
  return Math.ceil((lookPixels(offer.price, extra) * MAX_LOOKS_PER_SECOND * ms) / 1000)
}

export function createLooks(): Looks {
  const mayLook = tokenBucket(MAX_LOOKS_PER_SECOND, LOOK_BURST)
  let ordered = false
  let pixels = 0
  let owed = 0

  return {
    order(on, offer) {
      const offered = offeredEffect(offer, OBJECTS.id)
      if (on === ordered || offered === undefined) return undefined
      ordered = on
      if (!on) return { on }
      pixels = lookPixels(offer.price, offered.price)
      return { on, ...(offered.price && { price: offered.price }) }
    },
    came(cues, newest) {
      const isOfStream = ({ kind, start, box }: Cue) =>
        kind === 'object' && start <= newest + NEWS_LATE && box !== undefined
      // One may be on its way while it is not wanted any more: it is owed for, within what may come at all.
      if (!mayLook() || !cues.every(isOfStream)) return undefined
      owed += pixels
      return ordered ? cues : undefined
    },
    isOrdered: () => ordered,
    owed: () => owed,
  }
}
