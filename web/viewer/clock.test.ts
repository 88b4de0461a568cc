import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClock } from './clock.ts'

const FRAME_MS = 40

/** Feeds one frame for each transit time; returns the delay that the last one was given. */
function feed(clock: ReturnType<typeof createClock>, transits: number[], from = 0): number {
  let delay = 0
  transits.forEach((transit, index) => {
    const sent = from + index * FRAME_MS
    clock.ready(sent * 1000, sent + transit)
    delay = clock.due(sent * 1000) - sent
  })
  return delay
}

const steady = (count: number, transit: number) => Array.from({ length: count }, () => transit)

test('shows at once before it knows anything', () => {
  expect(createClock().due(5_000_000)).toBe(Number.NEGATIVE_INFINITY)
})

test('a steady path costs the margin alone', () => {
  expect(feed(createClock(), steady(200, 30))).toBeCloseTo(40)
})

test('jitter is covered for 95 of 100 frames', () => {
  const transits = Array.from({ length: 400 }, (_, index) => 50 + ((index * 37) % 100))
  const delay = feed(createClock(), transits)
  expect(transits.filter(transit => transit <= delay).length).toBeGreaterThanOrEqual(380)
  expect(delay).toBeLessThanOrEqual(160)
})

test('grows at once and shrinks slowly', () => {
  const clock = createClock()
  feed(clock, steady(100, 30))
  const grown = feed(clock, steady(6, 200), 100 * FRAME_MS)
  expect(grown).toBeCloseTo(210)
  const second = feed(clock, steady(25, 30), 106 * FRAME_MS)
  expect(second).toBeGreaterThan(150)
  expect(feed(clock, steady(2000, 30), 131 * FRAME_MS)).toBeCloseTo(40)
})

test('a cached GOP ends at the live edge', () => {
  const clock = createClock()
  const joinedAt = 10_000
  for (let index = 0; index < 50; index += 1) {
    clock.ready((joinedAt - 2000 + index * FRAME_MS) * 1000, joinedAt + index * 5)
  }
  const live = feed(clock, steady(5, 30), joinedAt + 250)
  expect(live).toBeCloseTo(40)
})

test('goes on after the source has paused', () => {
  const clock = createClock()
  feed(clock, steady(100, 30))
  const shift = 9000
  let due = 0
  for (let index = 0; index < 5; index += 1) {
    const timestamp = (4000 + index * FRAME_MS) * 1000
    clock.ready(timestamp, timestamp / 1000 + shift + 30)
    due = clock.due(timestamp) - timestamp / 1000
  }
  expect(due).toBeCloseTo(shift + 40)
})

test('the delay lies between the fastest and the slowest transit seen', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 300 }), gaps => {
      const clock = createClock()
      const transits: number[] = []
      let now = 0
      for (const [index, gap] of gaps.entries()) {
        now += gap
        const sent = index * FRAME_MS
        transits.push(now - sent)
        clock.ready(sent * 1000, now)
        const delay = clock.due(sent * 1000) - sent
        expect(delay).toBeGreaterThanOrEqual(Math.min(...transits))
        expect(delay).toBeLessThanOrEqual(Math.max(...transits) + 10.001)
      }
    }),
  )
})

test('a restart takes the next frame for the live edge', () => {
  const clock = createClock()
  feed(clock, steady(50, 900))
  clock.restart()
  expect(feed(clock, steady(1, 30), 50 * FRAME_MS)).toBeCloseTo(40)
})
