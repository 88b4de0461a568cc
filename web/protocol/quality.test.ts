import { expect, test } from 'vitest'
import { MAX_BITRATE, MAX_QUANTIZER, MIN_BITRATE } from './limits.ts'
import { atQuality, bitrateAt, QUALITIES, quantizerOf } from './quality.ts'

test('the scale of ffmpeg reaches from one end of the quantizers to the other', () => {
  expect([0, 31.5, 63].map(quantizerOf)).toEqual([0, 128, MAX_QUANTIZER])
})

test('medium quality is expected to need about the usual bit rate, a better one more, within bounds', () => {
  const bitrate = (quality: number) => atQuality({ bitrate: 1_000_000 }, quality).bitrate
  expect(bitrate(QUALITIES.medium)).toBeGreaterThan(800_000)
  expect(bitrate(QUALITIES.medium)).toBeLessThan(1_250_000)
  expect(bitrate(QUALITIES.high)).toBeGreaterThan(1.5 * bitrate(QUALITIES.medium))
  expect(bitrate(QUALITIES.low)).toBeLessThan(bitrate(QUALITIES.medium) / 1.5)
  expect(bitrateAt(0, MAX_BITRATE)).toBe(MAX_BITRATE)
  expect(bitrateAt(MAX_QUANTIZER, MIN_BITRATE)).toBe(MIN_BITRATE)
})
