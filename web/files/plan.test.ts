import { expect, test } from 'vitest'
import { type PacketTable, planSegments } from './plan.ts'

const whole = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }

/** Ten frames a second, with keys at these seconds. */
function table(seconds: number, keys: number[], size = 1000): PacketTable {
  const times = Array.from({ length: seconds * 10 }, (_, frame) => frame * 100_000)
  return {
    timestamps: Float64Array.from(times),
    durations: Float64Array.from(times, () => 100_000),
    sizes: Uint32Array.from(times, () => size),
    keys: Uint8Array.from(times, time => (keys.includes(time / 1_000_000) ? 1 : 0)),
  }
}

const lengths = (planned: PacketTable) =>
  planSegments(planned, whole).map(({ start, end }) => (end - start) / 1_000_000)

test('short GOPs are put together, to some seconds each', () => {
  expect(lengths(table(12, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))).toEqual([3, 3, 3, 3])
  expect(lengths(table(10, [0, 2, 4, 6, 8]))).toEqual([4, 4, 2])
  expect(lengths(table(10, [0, 5]))).toEqual([5, 5])
})

test('a long GOP is cut in pieces that are all decoded from its key', () => {
  const segments = planSegments(table(14, [0, 12]), whole)
  expect(segments.map(({ start, key, to, frames }) => [start / 1_000_000, key, to, frames])).toEqual([
    [0, 0, 60, 60],
    [6, 0, 120, 60],
    [12, 120, 140, 20],
  ])
})

test('keys that are too far apart, and too much of them, are refused', () => {
  expect(() => planSegments(table(30, [0]), whole)).toThrow('too far apart')
  expect(() => planSegments(table(3, [0], 10_000_000), whole)).toThrow('too far apart')
  expect(() => planSegments(table(3, []), whole)).toThrow('no picture to begin with')
})
