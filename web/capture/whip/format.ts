import { bitrateFor } from '../../protocol/ladder.ts'
import { MAX_BITRATE, MAX_FRAMERATE } from '../../protocol/limits.ts'
import { median } from '../../protocol/median.ts'
import type { VideoFormat } from '../../protocol/schema.ts'
import type { Sps } from './h264.ts'

/** The first frames of a publisher, by which its format is known, µs. */
export const PROBE_US = 500_000
/** A publisher may begin with fewer bits than it will need. */
const HEADROOM = 1.3

/** @param frames in order, timestamps µs */
export function formatOf(sps: Sps, frames: { timestamp: number; data: Uint8Array }[]): VideoFormat {
  const { codec, width, height } = sps
  const steps = frames.slice(1).map(({ timestamp }, index) => timestamp - (frames[index]?.timestamp ?? 0))
  const framerate = Math.min(MAX_FRAMERATE, Math.max(1, Math.round(1_000_000 / median(steps))))
  const bytes = frames.reduce((sum, { data }) => sum + data.byteLength, 0)
  const seconds = steps.reduce((sum, step) => sum + step, 0) / 1_000_000
  const bitrate = Math.max((bytes * 8) / seconds, bitrateFor({ width, height, framerate }) * HEADROOM)
  return { codec, width, height, framerate, bitrate: Math.min(MAX_BITRATE, Math.round(bitrate)) }
}
