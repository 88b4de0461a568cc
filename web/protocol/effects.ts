import { MAX_EFFECT_WEIGHT } from './limits.ts'
import type { EffectOffer, Offer, Price } from './schema.ts'

export type EffectId =
  | 'style-comic'
  | 'style-neon'
  | 'style-oil'
  | 'style-sketch'
  | 'blur-background'
  | 'blur-faces'

export type EffectKind = {
  id: EffectId
  /** To be shown. */
  name: string
  /** Multiply-adds for each pixel that it is applied to. */
  macs: number
}

/** What can be done to pictures, in the order in which it is shown. */
export const EFFECTS: readonly EffectKind[] = [
  { id: 'style-comic', name: 'Comic', macs: 1944 },
  { id: 'style-neon', name: 'Neon', macs: 1944 },
  { id: 'style-oil', name: 'Oil painting', macs: 1944 },
  { id: 'style-sketch', name: 'Pencil', macs: 1944 },
  { id: 'blur-background', name: 'Background blurred', macs: 257 },
  { id: 'blur-faces', name: 'Faces hidden', macs: 1638 },
]

export function effectOf(id: string): EffectKind | undefined {
  return EFFECTS.find(effect => effect.id === id)
}

/** What an offer says of an effect. */
export function offeredEffect({ effects = [] }: Offer, id: string): EffectOffer | undefined {
  return effects.find(effect => effect.id === id)
}

/**
 * For how many plain output pixels one with an effect counts: in tickets, in credit and in what is owed. Effects are
 * priced by the output pixel, as that is what both sides count. Who encodes for nothing applies them for nothing.
 * @param price of an output pixel
 * @param extra what an effect costs beside it
 */
export function effectWeight(price: Price | undefined, extra: Price | undefined): number {
  if (price === undefined || price.wei === 0n || extra === undefined) return 1
  return 1 + ratio(extra) / ratio(price)
}

/** Whether an effect is cheap enough, beside what an output pixel costs, to be paid for in time. */
export function isPayable(price: Price | undefined, extra: Price | undefined): boolean {
  return effectWeight(price, extra) <= MAX_EFFECT_WEIGHT
}

function ratio({ wei, pixels }: Price): number {
  return Number(wei) / Number(pixels)
}
