import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Outcome, observe, rate, type Score } from './score.ts'

const DAY = 24 * 3_600_000
const seen = (outcomes: Outcome[], now = 0) =>
  outcomes.reduce<Score | undefined>((score, outcome) => observe(score, outcome, now), undefined)

test('who was never met has the best score, and good work keeps it', () => {
  expect(rate(undefined, 0)).toBe(1)
  expect(rate(seen(['good', 'good']), 0)).toBe(1)
})

test('each fault costs, a lie far more than an accident', () => {
  const rates = (['poor', 'refused', 'lost', 'cheated'] as const).map(outcome => rate(seen([outcome]), 0))
  expect(rates).toEqual(rates.toSorted((a, b) => b - a))
  expect(rates[0]).toBeGreaterThan(0.9)
  expect(rates[3]).toBeLessThan(0.01)
})

test('good work makes up for a loss', () => {
  const score = seen(['lost', ...Array.from({ length: 3000 }, () => 'good' as const)])
  expect(rate(score, 0)).toBeGreaterThan(0.95)
})

test('what was seen fades by half a day', () => {
  const score = seen(['lost'])
  expect(observe(score, 'good', DAY).bad).toBeCloseTo(30, 9)
  expect(rate(score, 30 * DAY)).toBeGreaterThan(0.999)
})

test('accidents, however many, are not taken for a lie', () => {
  const mended = seen(Array.from({ length: 500 }, () => 'lost' as const))
  expect(rate(mended, 0)).toBeGreaterThan(5 * rate(seen(['cheated']), 0))
})

test('whatever is seen, a rate is from 0 to 1, and what is good never lowers it', () => {
  const outcome = fc.constantFrom<Outcome>('good', 'poor', 'refused', 'lost', 'cheated')
  fc.assert(
    fc.property(fc.array(fc.tuple(outcome, fc.nat(10 * DAY))), seenThen => {
      let [score, now]: [Score | undefined, number] = [undefined, 0]
      for (const [outcome, later] of seenThen) {
        now += later
        const before = rate(score, now)
        score = observe(score, outcome, now)
        const after = rate(score, now)
        expect(after).toBeGreaterThan(0)
        expect(after).toBeLessThanOrEqual(1)
        if (outcome === 'good') expect(after).toBeGreaterThanOrEqual(before)
        else expect(after).toBeLessThanOrEqual(before)
      }
    }),
  )
})

test('a clock that goes back changes nothing', () => {
  const score = seen(['lost'], DAY)
  expect(rate(score, 0)).toBe(rate(score, DAY))
})
