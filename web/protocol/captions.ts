import type { Price } from './schema.ts'

/** Writing down what is said: asked for of a sound, offered and measured beside the effects, priced by the ms of sound. */
export const CAPTIONS = { id: 'captions', name: 'Captions' } as const

export type CaptionsId = typeof CAPTIONS.id

/**
 * For how many plain output pixels a sound counts that is written down. Who encodes for nothing writes for nothing.
 * @param price of an output pixel
 * @param extra of ms of sound
 * @param duration ms
 */
export function soundPixels(price: Price | undefined, extra: Price | undefined, duration: number): number {
  if (price === undefined || price.wei === 0n || extra === undefined) return 0
  const [wei, pixels] = [extra.wei * price.pixels, extra.pixels * price.wei]
  return Number((BigInt(duration) * wei + pixels - 1n) / pixels)
}
