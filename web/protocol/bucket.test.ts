import { expect, test } from 'vitest'
import { tokenBucket } from './bucket.ts'

test('gives the burst at once, then what comes back with time', () => {
  let time = 0
  const take = tokenBucket(2, 3, () => time)
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false])
  time = 499
  expect(take()).toBe(false)
  time = 500
  expect([take(), take()]).toEqual([true, false])
  time = 60_000
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false])
})
