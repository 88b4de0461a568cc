import { MAX_BITRATE, MAX_QUANTIZER, MIN_BITRATE } from './limits.ts'

/** How good a file's pictures are to be, whatever room that takes. Numbers are those that ffmpeg's `-crf` takes for VP9 and AV1: 0, the best, to 63. */
export const QUALITIES = { high: 20, medium: 27, low: 35 } as const
export type Quality = keyof typeof QUALITIES
export const COARSEST_QUALITY = 63

/** A film needs its usual bit rate at this quantizer, and half of it so much further: measured with VP9 and AV1. */
const USUAL_QUANTIZER = 105
const HALVES_IN = 32

/** The quantizer with which every frame is encoded. @param quality 0 to 63 */
export function quantizerOf(quality: number): number {
  return Math.round((quality * MAX_QUANTIZER) / COARSEST_QUALITY)
}

/** Bits per second that can be expected; a still or noisy picture needs far less or more. @param usual those of its size and codec */
export function bitrateAt(quantizer: number, usual: number): number {
  const expected = usual * 2 ** ((USUAL_QUANTIZER - quantizer) / HALVES_IN)
  return Math.round(Math.min(MAX_BITRATE, Math.max(MIN_BITRATE, expected)))
}

/** A rendition that is made to a quality instead of its bit rate. @param quality 0 to 63 */
export function atQuality<Rendition extends { bitrate: number }>(rendition: Rendition, quality: number) {
  const quantizer = quantizerOf(quality)
  return { ...rendition, quantizer, bitrate: bitrateAt(quantizer, rendition.bitrate) }
}
