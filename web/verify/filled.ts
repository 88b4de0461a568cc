import type { Chunk } from '../protocol/chunk.ts'
import type { Size } from '../protocol/crop.ts'
import { median } from '../protocol/median.ts'
import type { Rendition } from '../protocol/schema.ts'
import type { Sample } from './types.ts'

/** Share that a rendition's frames have of the bits that were due to them, gaps between them left out. */
export function filledBy({ format, rendition, source, frames, made }: Sample): number {
  if (Math.min(frames.length, source.length) < 2) return 0
  return rateOf(frames) / dueRate(rendition, format, made ? Number.POSITIVE_INFINITY : rateOf(source))
}

/** Bits per second, its key and what follows alike. */
function rateOf(chunks: Chunk[]): number {
  const times = chunks.map(({ timestamp }) => timestamp).toSorted((one, other) => one - other)
  const apart = times.slice(1).map((time, before) => time - (times[before] as number))
  const bytes = chunks.reduce((sum, { data }) => sum + data.byteLength, 0)
  return (bytes * 8) / ((median(apart) / 1e6) * chunks.length)
}

/**
 * Bits per second that a rendition takes to be as fine as it can be: those ordered, or as many for a pixel as the source
 * has where that is less, as it is where little moves.
 * @param rate of the source; infinite where something else was made of its pictures
 */
export function dueRate({ bitrate, width, height }: Rendition, source: Size, rate: number): number {
  return Math.min(bitrate, (rate * width * height) / (source.width * source.height))
}
