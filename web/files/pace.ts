import type { PacketTable } from './plan.ts'

export type Pace = {
  /** Of the first frame, and where the last one ends, µs. */
  start: number
  end: number
  frames: number
  bytes: number
  /** On average. */
  framerate: number
  /** The rate of the grid on which every frame lies; undefined where the rate varies. */
  steady: number | undefined
}

/** Rates that cameras and films have, exactly. */
const USUAL = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 48, 50, 60_000 / 1001, 60, 100, 120_000 / 1001, 120]
/** Times are rounded to whole µs, and in Matroska files to whole ms; with some to spare, µs. */
const ROUNDING_US = 2
const MATROSKA_ROUNDING_US = 600
/** A usual rate is taken for the rate if the average is so close, as a share. */
const NEAR = 0.0002

/** When the frames of a table are shown. */
export function paceOf({ timestamps, durations, sizes }: PacketTable): Pace {
  const frames = timestamps.length
  const sorted = timestamps.toSorted()
  const start = sorted[0] as number
  const last = sorted[frames - 1] as number
  const mean = frames > 1 ? (last - start) / (frames - 1) : 0
  let end = last + (mean || 1)
  for (let packet = 0; packet < frames; packet += 1) {
    const duration = durations[packet] as number
    if (duration > 0 && timestamps[packet] === last) end = last + duration
  }
  const framerate = mean > 0 ? 1e6 / mean : 1e6 / (end - start)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  return { start, end, frames, bytes, framerate, steady: steadyRate(sorted, framerate) }
}

function steadyRate(sorted: Float64Array, framerate: number): number | undefined {
  const rate = USUAL.find(usual => Math.abs(framerate / usual - 1) < NEAR)
  if (rate === undefined) return undefined
  const first = Math.round(((sorted[0] as number) * rate) / 1e6)
  const rounding = sorted.every(time => time % 1000 === 0) ? MATROSKA_ROUNDING_US : ROUNDING_US
  const isOnGrid = sorted.every((time, frame) => Math.abs(time - ((first + frame) * 1e6) / rate) <= rounding)
  return isOnGrid ? rate : undefined
}
