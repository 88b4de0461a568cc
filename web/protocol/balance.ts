import { FILE_UNPAID_FRAMES } from './limits.ts'
import type { Price, Rendition } from './schema.ts'

/** What a source that does not tell its pace is taken for, frames per second: cameras and films have no more. */
const UNTOLD_FRAMERATE = 60

/**
 * Output pixels of one segment of all rungs, in whole frames.
 * @param framerate the source's frames per second; 0: it does not tell
 */
export function segmentPixels(renditions: Rendition[], framerate: number, segmentMs: number): bigint {
  const pace = framerate || UNTOLD_FRAMERATE
  return renditions.reduce((sum, { width, height, maxFramerate }) => {
    const frames = Math.ceil((Math.min(pace, maxFramerate || pace) * segmentMs) / 1000)
    return sum + BigInt(width * height * frames)
  }, 0n)
}

/**
 * Output pixels of a file that are made before they are paid: a ticket pays for half of them.
 * @param weight for how many plain pixels each counts
 */
export function fileUnit(renditions: readonly Pick<Rendition, 'width' | 'height'>[], weight: number): bigint {
  const frame = renditions.reduce((sum, { width, height }) => sum + width * height, 0)
  return weighted(frame * FILE_UNPAID_FRAMES, weight)
}

/** So many plain pixels count for pixels of this weight, in whole ones. */
export function weighted(pixels: number | bigint, weight: number): bigint {
  return BigInt(Math.ceil(Number(pixels) * weight))
}

/**
 * The most frames of one segment that are made of a rendition, however many its source has: one more than its frame
 * rate says, for every segment begins with one.
 */
export function mostFrames({ maxFramerate }: Pick<Rendition, 'maxFramerate'>, segmentMs: number): number {
  return maxFramerate === 0 ? Number.POSITIVE_INFINITY : Math.ceil((maxFramerate * segmentMs) / 1000) + 1
}

/** Wei for so many output pixels, rounded up. */
export function costOf(pixels: bigint, price: Price): bigint {
  return (pixels * price.wei + price.pixels - 1n) / price.pixels
}

/** Pay for one job and the work it was for, as either side sees them. */
export type Book = {
  /** So much was paid, wei. */
  credit(value: bigint): void
  /** So many output pixels were made. */
  debit(pixels: bigint): void
  /** In all, wei. */
  credited(): bigint
  /** Paid and not yet used up, wei; below 0: work that is not paid. */
  balance(): bigint
  /** Output pixels that may be made in all while at most so much of them, wei, is not paid. */
  allowance(unpaid: bigint): bigint
}

/** @param price not 0: work for nothing needs no book */
export function createBook(price: Price): Book {
  let credited = 0n
  let pixels = 0n
  return {
    credit(value) {
      credited += value
    },
    debit(made) {
      pixels += made
    },
    credited: () => credited,
    // Of all pixels together: rounding up each frame would add up.
    balance: () => credited - costOf(pixels, price),
    allowance: unpaid => max(0n, ((credited + unpaid) * price.pixels) / price.wei),
  }
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
