import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Clock, createClock, type Kind } from './clock.ts'

const FRAME_MS = 40

/** Frames that come after these transits, one after another, from `from` ms on; gives the delay of each. */
function feed(clock: Clock, transits: number[], from = 0, kind: Kind = 'picture'): number[] {
  let now = Number.NEGATIVE_INFINITY
  return transits.map((transit, index) => {
    const sent = from + index * FRAME_MS
    now = Math.max(now, sent + transit)
    clock.ready(kind, sent * 1000, now)
    return clock.due(sent * 1000) - sent
  })
}

const steady = (seconds: number, transit: number) => trace(seconds, () => transit)
const trace = (seconds: number, transit: (index: number) => number) =>
  Array.from({ length: (seconds * 1000) / FRAME_MS }, (_, index) => transit(index))
/** Held up until one moment, then all at once. */
const stall = (ms: number, transit: number) => trace(ms / 1000, index => transit + ms - index * FRAME_MS)
const last = (delays: number[]) => delays.at(-1) ?? Number.NaN

test('shows at once before it knows anything', () => {
  expect(createClock().due(5_000_000)).toBe(Number.NEGATIVE_INFINITY)
})

test('a steady path costs the margin alone', () => {
  expect(last(feed(createClock(), steady(8, 30)))).toBeCloseTo(40)
})

test('jitter is covered for 95 of 100 frames, and hardly more', () => {
  const transits = trace(16, index => 50 + ((index * 37) % 100))
  const delays = feed(createClock(), transits)
  expect(transits.filter((transit, index) => transit <= (delays[index] ?? 0)).length).toBeGreaterThanOrEqual(
    380,
  )
  expect(Math.max(...delays)).toBeLessThanOrEqual(160)
})

test('large key frames, once a second, come in time', () => {
  const transits = trace(20, index => (index % 25 === 0 ? 110 : 50))
  const delays = feed(createClock(), transits).slice(100)
  expect(transits.slice(100).every((transit, index) => transit <= (delays[index] ?? 0))).toBe(true)
})

test('a cached GOP ends at the live edge, however slowly it is decoded', () => {
  for (const decoding of [1, 5, 15, 20]) {
    const clock = createClock()
    const joinedAt = 10_000
    let [sent, now] = [joinedAt - 1000, joinedAt]
    for (; now - sent > 30; sent += FRAME_MS) {
      now += decoding
      clock.ready('picture', sent * 1000, now)
    }
    expect(last(feed(clock, steady(0.5, 30), sent))).toBeLessThan(75)
  }
})

test('one stall, and what comes in one go after it, leaves the delay as it was', () => {
  const clock = createClock()
  feed(clock, steady(8, 30))
  feed(clock, stall(800, 30), 8000)
  expect(last(feed(clock, steady(0.2, 30), 8800))).toBeCloseTo(40)
})

test('stalls that come again and again are waited for, and forgotten when they end', () => {
  const clock = createClock()
  feed(clock, steady(4, 30))
  const again = trace(4, index => 30 + 160 - (index % 12.5) * 12)
  expect(last(feed(clock, again, 4000))).toBeGreaterThan(150)
  const after = feed(clock, steady(8, 30), 8000)
  expect(Math.min(...after.slice(0, 50))).toBeGreaterThan(130)
  expect(last(after)).toBeLessThan(60)
})

test('a longer path is followed within half a second, a shorter one without a jump', () => {
  const clock = createClock()
  feed(clock, steady(6, 30))
  const longer = feed(clock, steady(6, 200), 6000)
  expect(longer[13]).toBeCloseTo(210)
  const shorter = [last(longer), ...feed(clock, steady(6, 30), 12_000)]
  const steps = shorter.slice(2).map((delay, index) => (shorter[index + 1] ?? 0) - delay)
  expect(Math.max(...steps)).toBeLessThanOrEqual(0.08 * FRAME_MS + 0.001)
  expect(last(shorter)).toBeLessThan(60)
})

test('goes on after the source has paused', () => {
  const clock = createClock()
  feed(clock, steady(4, 30))
  expect(last(feed(clock, steady(0.2, 9030), 4000))).toBeCloseTo(9040)
})

test('sound and pictures keep together by the later of the two', () => {
  const clock = createClock()
  feed(clock, steady(4, 30))
  feed(clock, steady(4, 120), 0, 'sound')
  expect(last(feed(clock, steady(0.2, 30), 4000))).toBeCloseTo(130)
})

test('a sound that begins late, from a backlog of its own, does not hold the pictures', () => {
  const clock = createClock()
  feed(clock, steady(4, 60))
  feed(clock, stall(400, 20), 3600, 'sound')
  feed(clock, steady(0.2, 20), 4000, 'sound')
  expect(last(feed(clock, steady(0.2, 60), 4000))).toBeLessThan(100)
})

test('sound that is gone is forgotten', () => {
  const clock = createClock()
  feed(clock, steady(4, 300), 0, 'sound')
  expect(last(feed(clock, steady(12, 30), 4000))).toBeLessThan(60)
})

test('the delay lies between the fastest and the slowest transit seen', () => {
  const gaps = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.constantFrom<Kind>('picture', 'sound')),
    {
      minLength: 1,
      maxLength: 300,
    },
  )
  fc.assert(
    fc.property(gaps, events => {
      const clock = createClock()
      const transits: number[] = []
      let now = 0
      for (const [index, [gap, kind]] of events.entries()) {
        now += gap
        const sent = index * FRAME_MS
        transits.push(now - sent)
        clock.ready(kind, sent * 1000, now)
        const delay = clock.due(sent * 1000) - sent
        expect(delay).toBeGreaterThanOrEqual(Math.min(...transits))
        expect(delay).toBeLessThanOrEqual(Math.max(...transits) + 10.001)
      }
    }),
  )
})

test('a restart takes the next frame for the live edge', () => {
  const clock = createClock()
  feed(clock, steady(2, 900))
  clock.restart()
  expect(feed(clock, [30], 2000)).toEqual([expect.closeTo(40)])
})
