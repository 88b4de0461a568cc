import { expect, test } from 'vitest'
import { createCalm } from './calm.ts'

test('it is calm when nothing was needed for a while', () => {
  const calm = createCalm()
  calm.disturbed(1000)
  calm.disturbed(2000)
  expect(calm.isCalm(4999)).toBe(false)
  expect(calm.isCalm(5000)).toBe(true)
})

test('who has to be encoded for again soon waits longer, up to a bound, and later no more', () => {
  const calm = createCalm()
  let now = 0
  const waits = Array.from({ length: 6 }, () => {
    calm.disturbed(now)
    const since = now
    while (!calm.isCalm(now)) now += 1000
    calm.passed(now)
    const waited = now - since
    now += 10_000
    return waited / 1000
  })
  expect(waits).toEqual([3, 6, 12, 24, 48, 48])
  calm.disturbed(now + 60_000)
  expect(calm.isCalm(now + 63_000)).toBe(true)
})
