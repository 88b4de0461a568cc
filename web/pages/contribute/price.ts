import { MAX_PRICE } from '../params.ts'

/** Output pixels of an hour of 480p, 720p and 1080p at 30 frames per second. */
const LADDER_PIXELS = BigInt((854 * 480 + 1280 * 720 + 1920 * 1080) * 30 * 3600)

/** What an hour of the usual ladder brings at a price, wei. */
export function hourly(weiPerPixel: number): bigint {
  return BigInt(weiPerPixel) * LADDER_PIXELS
}

/** A price as it was typed, wei per output pixel; undefined where it is none. */
export function toPrice(typed: string): number | undefined {
  const text = typed.trim()
  return /^\d+$/.test(text) && Number(text) <= MAX_PRICE ? Number(text) : undefined
}
