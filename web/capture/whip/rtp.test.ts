import { expect, test } from 'vitest'
import { createRtpClock, opusDuration } from './rtp.ts'

test('timestamps go on over their end, also a little out of order', () => {
  const toTime = createRtpClock(90_000)
  const start = 2 ** 32 - 9000
  const times = [start, start + 4500, 4500, 0, 9000].map(toTime)
  const from = times[0] ?? 0
  expect(times.map(time => time - from)).toEqual([0, 50_000, 150_000, 100_000, 200_000])
})

test('and again and again', () => {
  const toTime = createRtpClock(90_000)
  const quarters = Array.from({ length: 20 }, (_, count) => toTime((count * 2 ** 30) % 2 ** 32))
  for (const [index, time] of quarters.entries()) {
    expect(time).toBe(Math.round(((index * 2 ** 30) / 90_000) * 1_000_000))
  }
})

test.each([
  [[0b11111_0_00], 20_000],
  [[0b11110_1_00], 10_000],
  [[0b10000_0_01], 5000],
  [[0b00011_0_00], 60_000],
  [[0b01101_0_11, 3], 60_000],
  [[], 10_000],
])('Opus packet %j sounds for %d µs', (bytes, duration) => {
  expect(opusDuration(Uint8Array.from(bytes))).toBe(duration)
})
