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

test('a clock that goes back changes nothing', () => {
  const score = seen(['lost'], DAY)
  expect(rate(score, 0)).toBe(rate(score, DAY))
})
