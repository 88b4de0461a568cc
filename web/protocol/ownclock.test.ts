import { expect, test } from 'vitest'
import { createOwnClock } from './ownclock.ts'

test('time passes as on any clock where it is looked at often, and hardly while nobody looks', () => {
  const clock = createOwnClock(100)
  expect(clock(5000)).toBe(0)
  expect(clock(5040)).toBe(40)
  expect(clock(5140)).toBe(140)
  expect(clock(65_000)).toBe(240)
  expect(clock(65_000)).toBe(240)
  expect(clock(65_010)).toBe(250)
})
