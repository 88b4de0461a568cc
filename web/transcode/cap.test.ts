import { expect, test } from 'vitest'
import { mostFrames } from '../protocol/balance.ts'
import { createCap } from './cap.ts'

/** How many of the frames of one rate a cap lets through in ten seconds, and the longest gap, µs. */
function thin(framerate: number, cap: number, jitter = (_frame: number) => 0) {
  const stays = createCap(cap)
  const kept = Array.from({ length: framerate * 10 }, (_, frame) =>
    Math.round((frame * 1_000_000) / framerate + jitter(frame)),
  ).filter(timestamp => stays(timestamp, timestamp === 0))
  const gaps = kept.slice(1).map((timestamp, index) => timestamp - (kept[index] ?? 0))
  return { frames: kept.length, gap: Math.max(...gaps) }
}

test('0 caps nothing', () => {
  expect(thin(60, 0).frames).toBe(600)
})

test.each([
  [24, 30, 240],
  [30, 30, 300],
  [60, 30, 300],
  [50, 25, 250],
  [50, 30, 300],
  [120, 30, 300],
])('%i frames per second at most %i', (framerate, cap, frames) => {
  expect(Math.abs(thin(framerate, cap).frames - frames)).toBeLessThanOrEqual(2)
})

test('gaps stay even', () => {
  expect(thin(60, 30).gap).toBeLessThan(33_400)
  expect(thin(50, 30).gap).toBeLessThan(40_100)
})

test('a camera that is not quite steady loses no frame', () => {
  expect(thin(30, 30, frame => ((frame * 7919) % 11) * 500).frames).toBe(300)
})

test('the frame that starts a segment always stays', () => {
  const stays = createCap(10)
  expect([stays(0, true), stays(1000, false), stays(2000, true)]).toEqual([true, false, true])
})

test.each([
  [60, 30],
  [59.94, 29.97],
  [120, 24],
  [90, 25],
])('%d frames per second at most %d: no segment has more than are paid for', (framerate, cap) => {
  const stays = createCap(cap)
  const counts: number[] = []
  for (let frame = 0; frame < framerate * 60; frame += 1) {
    const timestamp = Math.round((frame * 1_000_000) / framerate)
    const segment = Math.floor(timestamp / 1_000_000)
    if (stays(timestamp, counts[segment] === undefined)) counts[segment] = (counts[segment] ?? 0) + 1
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(mostFrames({ maxFramerate: cap }, 1000))
})
