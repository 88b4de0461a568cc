import { expect, test } from 'vitest'
import { createAllowance } from './allowance.ts'

test('without a bound everything may be made, with one nothing beyond it', () => {
  const allowance = createAllowance()
  expect(allowance.admit(1e12, 0)).toBe(true)
  expect(allowance.isNone()).toBe(false)
  allowance.set(0)
  expect(allowance.isNone()).toBe(true)
  allowance.set(100)
  expect(allowance.isNone()).toBe(false)
  expect([allowance.admit(100, 0), allowance.admit(101, 0)]).toEqual([true, false])
})

test('unpaid is as long as frames wait, and over with the next one that is paid', () => {
  const allowance = createAllowance()
  allowance.set(0)
  for (const now of [1000, 1040, 1080]) allowance.admit(1, now)
  expect(allowance.unpaid()).toBe(80)
  allowance.set(1)
  expect(allowance.unpaid()).toBe(80)
  allowance.admit(1, 2000)
  expect(allowance.unpaid()).toBe(0)
})
