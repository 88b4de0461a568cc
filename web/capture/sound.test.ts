import { expect, test } from 'vitest'
import { loudness } from './level.ts'
import { mix } from './stereo.ts'

const plane = (sample: number) => new Float32Array(8).fill(sample)

test('one channel is heard on both sides', () => {
  expect(mix([plane(0.5)], 0)).toEqual(plane(0.5))
  expect(mix([plane(0.5)], 1)).toEqual(plane(0.5))
})

test('two channels stay apart', () => {
  expect(mix([plane(0.25), plane(0.75)], 0)).toEqual(plane(0.25))
  expect(mix([plane(0.25), plane(0.75)], 1)).toEqual(plane(0.75))
})

test('5.1 is mixed down without clipping, the surrounds on their own side', () => {
  const full = Array.from({ length: 6 }, () => plane(1))
  expect(mix(full, 0)[0]).toBeCloseTo(1)
  const rightSurround = full.map((_, channel) => plane(channel === 5 ? 1 : 0))
  expect(mix(rightSurround, 0)[0]).toBe(0)
  expect(mix(rightSurround, 1)[0]).toBeGreaterThan(0.2)
})

test('loudness is 0 in silence, 1 at full scale, and linear in dB between', () => {
  expect(loudness(plane(0))).toBe(0)
  expect(loudness(plane(1))).toBe(1)
  expect(loudness(plane(10 ** (-30 / 20)))).toBeCloseTo(0.5)
})
