/** Output pixels of an hour of 480p, 720p and 1080p at 30 frames per second. */
const LADDER_PIXELS = BigInt((854 * 480 + 1280 * 720 + 1920 * 1080) * 30 * 3600)

/** What an hour of the usual ladder brings at a price, wei. */
export function hourly(weiPerPixel: number): bigint {
  return BigInt(weiPerPixel) * LADDER_PIXELS
}
