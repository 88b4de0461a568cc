import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

const at = (times: number[], duration = 0) => ({
  timestamps: Float64Array.from(times),
  durations: Float64Array.from(times, () => duration),
  sizes: Uint32Array.from(times, () => 1000),
  keys: Uint8Array.from(times, () => 1),
})
const frames = (count: number, rate: number, round = 1, first = 0) =>
  Array.from({ length: count }, (_, frame) => Math.round(((first + frame) * 1e6) / rate / round) * round)

test('the usual rates are found in rounded times, those of Matroska too', () => {
  expect(paceOf(at(frames(500, 24))).steady).toBe(24)
  expect(paceOf(at(frames(500, 30_000 / 1001))).steady).toBe(30_000 / 1001)
  expect(paceOf(at(frames(500, 30_000 / 1001, 1000))).steady).toBe(30_000 / 1001)
  expect(paceOf(at(frames(500, 60, 1, 7))).steady).toBe(60)
})

test('where frames are missing, vary or lie beside the grid no rate is said', () => {
  expect(paceOf(at(frames(500, 24).filter(time => time !== 1_000_000))).steady).toBeUndefined()
  expect(paceOf(at(frames(500, 24).map(time => time + 10_000))).steady).toBeUndefined()
  expect(paceOf(at(frames(500, 24).map((time, frame) => time + (frame % 3) * 5000))).steady).toBeUndefined()
  expect(paceOf(at(frames(500, 17))).steady).toBeUndefined()
})

test('a file ends where its last frame does, in whatever order frames come', () => {
  const { start, end, framerate } = paceOf(at([0, 200_000, 100_000, 300_000], 100_000))
  expect({ start, end, framerate }).toEqual({ start: 0, end: 400_000, framerate: 10 })
  expect(paceOf(at([0, 100_000])).end).toBe(200_000)
})
