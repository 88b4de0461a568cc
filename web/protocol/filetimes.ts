import { MillraceError } from './errors.ts'
import type { FileSegment } from './file.ts'

/** Where slots of a frame rate begin, of one: common ratios of frame rates fall on no border, so that rounding to µs shifts nothing. */
const PHASE = 0.29

/**
 * Timestamps of the frames that a rendition of a segment has, rising: those of the source, thinned out to a frame rate
 * by time alone, so that it does not matter where segments begin. Of each slot of the rate the first frame stays: a
 * short segment may have none.
 *
 * @param maxFramerate frames per second; 0 keeps all
 * @throws MillraceError bad-input: two frames at the same time, or none of the source
 */
export function wantedTimes({ start, end, before, packets }: FileSegment, maxFramerate: number): number[] {
  const times = packets
    .map(({ timestamp }) => timestamp)
    .filter(timestamp => timestamp >= start && timestamp < end)
    .sort((one, other) => one - other)
  if (times.some((timestamp, index) => timestamp === times[index - 1])) {
    throw new MillraceError('bad-input', 'Two frames of the file have the same time.')
  }
  if (times.length === 0) throw new MillraceError('bad-input', 'A segment of the file has no frames.')
  return maxFramerate > 0 ? thin(times, maxFramerate, before) : times
}

function thin(times: number[], framerate: number, before: number | undefined): number[] {
  const slot = (timestamp: number) => Math.floor((timestamp * framerate) / 1e6 + PHASE)
  let last = before === undefined ? undefined : slot(before)
  return times.filter(timestamp => {
    const current = slot(timestamp)
    const isFirst = current !== last
    last = current
    return isFirst
  })
}
