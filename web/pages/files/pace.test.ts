import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('what is left follows what was done lately', () => {
  const pace = createPace()
  expect(pace.left()).toBeUndefined()
  pace.add(0, 0)
  expect(pace.left()).toBeUndefined()
  pace.add(10_000, 0.1)
  expect(pace.left()).toBeCloseTo(90_000)
  for (let at = 20_000; at <= 80_000; at += 10_000) pace.add(at, 0.1 + (at - 10_000) / 500_000)
  expect(pace.speed()).toBeCloseTo(1 / 500_000)
  pace.reset()
  expect(pace.left()).toBeUndefined()
})
