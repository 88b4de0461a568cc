import type { Price } from './schema.ts'

/** Finding things in the picture: offered, measured and priced beside the effects, and done beside any of them. */
export const OBJECTS = {
  id: 'objects',
  name: 'Objects recognised',
  /** Multiply-adds for each pixel that is looked at. */
  macs: 7478,
} as const

export type ObjectsId = typeof OBJECTS.id

/** What is told apart, in the order of the net. */
export const LABELS = [
  ...(['bicycle', 'boot', 'laptop', 'person', 'chair', 'cow', 'desk', 'cat', 'computer mouse'] as const),
  ...(['monitor', 'box', 'mug', 'coffee cup', 'exercise bike', 'table', 'bottle', 'high heels'] as const),
  ...(['vehicle', 'shoe', 'dog', 'book', 'camera', 'car'] as const),
] as const

export type Label = (typeof LABELS)[number]

/** Height and width of what is looked at, whatever the picture's size. */
export const LOOK_SIDE = 300

/**
 * For how many plain output pixels a look counts: its own pixels, at the price of one that is looked at. Who encodes
 * for nothing looks for nothing.
 * @param price of an output pixel
 * @param extra of a pixel that is looked at
 */
export function lookPixels(price: Price | undefined, extra: Price | undefined): number {
  if (price === undefined || price.wei === 0n || extra === undefined) return 0
  return Math.round((LOOK_SIDE ** 2 * ratio(extra)) / ratio(price))
}

function ratio({ wei, pixels }: Price): number {
  return Number(wei) / Number(pixels)
}
