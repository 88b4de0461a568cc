import type { Chunk } from '../protocol/chunk.ts'
import type { Size } from '../protocol/crop.ts'
import { median } from '../protocol/median.ts'
import type { Rendition } from '../protocol/schema.ts'
import type { Sample } from './types.ts'

/** Share that a rendition's frames have of the bits that were due to them, gaps between them left out. */
export function filledBy({ format, rendition, source, frames, made }: Sample): number {
  const times = frames.map(({ timestamp }) => timestamp)
  if (times.length < 2) return 0
  const apart = times.slice(1).map((time, before) => time - (times[before] as number))
  const seconds = (median(apart) / 1e6) * times.length
  const rate = (chunks: Chunk[]) => (chunks.reduce((sum, { data }) => sum + data.byteLength, 0) * 8) / seconds
  const shown = source.filter(({ timestamp }) => times.includes(timestamp))
  return rate(frames) / dueRate(rendition, format, made ? Number.POSITIVE_INFINITY : rate(shown))
}

/**
 * Bits per second that a rendition takes to be as fine as it can be: those ordered, or as many for a pixel as the source
 * has where that is less, as it is where little moves.
 * @param rate of the source; infinite where something else was made of its pictures
 */
export function dueRate({ bitrate, width, height }: Rendition, source: Size, rate: number): number {
  return Math.min(bitrate, (rate * width * height) / (source.width * source.height))
}
