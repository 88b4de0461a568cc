import { expect, test } from 'vitest'
import { bitrateFor } from '../../protocol/ladder.ts'
import { formatOf } from './format.ts'

const SPS = { codec: 'avc1.640028', width: 1920, height: 1080, maxFrameNumber: 16, mayGap: false }
const frames = (count: number, step: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => ({ timestamp: index * step, data: new Uint8Array(bytes) }))

test('the frame rate is that of most frames, though some were left out', () => {
  const all = frames(40, 16_683, 100).filter((_, index) => index % 10 !== 3)
  expect(formatOf(SPS, all)).toMatchObject({ codec: 'avc1.640028', width: 1920, height: 1080, framerate: 60 })
})

test('room is left for a publisher that begins with few bits, and made for one that needs many', () => {
  const usual = bitrateFor({ width: 1920, height: 1080, framerate: 30 })
  expect(formatOf(SPS, frames(16, 33_333, 100)).bitrate).toBeGreaterThan(usual)
  const bitrate = formatOf(SPS, frames(16, 33_333, 62_500)).bitrate
  expect(bitrate).toBeGreaterThanOrEqual(15_000_000)
  expect(bitrate).toBeLessThan(17_000_000)
})
