import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../protocol/random.ts'
import { play } from './schedule.model.ts'

const never = Number.POSITIVE_INFINITY
const moment = fc.integer({ min: 0, max: 60_000 })
const lane = fc.record({
  speed: fc.double({ min: 0.05, max: 5, noNaN: true }),
  lag: fc.integer({ min: 0, max: 3000 }),
  from: fc.oneof(fc.constant(0), moment),
  until: fc.oneof(fc.constant(never), moment),
  freezesAt: fc.oneof(fc.constant(never), moment),
  flaky: fc.constantFrom(0, 0, 0.2, 1),
})
const works = fc.array(fc.integer({ min: 100, max: 8000 }), { minLength: 1, maxLength: 60 })
const good = { speed: 1, lag: 200, from: 0, until: never, freezesAt: never, flaky: 0 }

test('as long as one lane lives every segment is made exactly once, in a time that is bounded', () => {
  fc.assert(
    fc.property(works, fc.array(lane, { maxLength: 12 }), fc.nat(), (works, others, seed) => {
      const alone = works.reduce((sum, each) => sum + each * 1.2 + good.lag, 0)
      const outcome = play(works, [...others, good], seededRandom(seed), 1e8)
      expect(outcome.ended).toBe(true)
      expect(outcome.made.every(times => times === 1)).toBe(true)
      // Others may waste some of its time, by holding what it has to do again.
      expect(outcome.took).toBeLessThan(3 * alone + 120_000)
    }),
    { numRuns: 300 },
  )
})

test('a better lane more never makes it much slower', () => {
  fc.assert(
    fc.property(works, fc.array(lane, { maxLength: 6 }), fc.nat(), (works, others, seed) => {
      const steady = others.map(each => ({ ...each, until: never, freezesAt: never, flaky: 0, from: 0 }))
      const before = play(works, [...steady, good], seededRandom(seed)).took
      const after = play(works, [...steady, good, { ...good, speed: 2 }], seededRandom(seed)).took
      expect(after).toBeLessThan(before * 1.3 + 12_000)
    }),
    { numRuns: 100 },
  )
})
