import { expect, test } from 'vitest'
import { createMeter } from './meter.ts'

test('rates over the window, whatever came before', () => {
  const meter = createMeter(2000)
  for (let at = 0; at <= 10_000; at += 40) meter.add(at, at < 6000 ? 1 : 1000)
  expect(meter.framerate(10_000)).toBeCloseTo(25, 0)
  expect(meter.bitrate(10_000)).toBeCloseTo(25 * 8000, -4)
})

test('a young meter speaks of the time that it has seen', () => {
  const meter = createMeter(3000)
  for (let at = 0; at <= 1000; at += 100) meter.add(at, 0)
  expect(meter.framerate(1000)).toBeCloseTo(11, 0)
})

test('silence reads as nothing', () => {
  const meter = createMeter(1000)
  meter.add(0, 500)
  expect([meter.framerate(5000), meter.bitrate(5000)]).toEqual([0, 0])
})
