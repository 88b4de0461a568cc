import { expect, test } from 'vitest'
import { createWork } from './work.ts'

test('what is in work counts until it is out, dropped by the encoder or lost with it', () => {
  const work = createWork()
  for (const timestamp of [0, 40, 80, 120]) work.began(timestamp, 1)
  expect([work.count(), work.bound()]).toEqual([0, 4])
  work.made(0)
  expect([work.count(), work.bound()]).toEqual([1, 4])
  work.made(80)
  expect([work.count(), work.bound()]).toEqual([2, 3])
  work.dropped()
  expect([work.count(), work.bound()]).toEqual([2, 2])
})

test('frames count by their weight', () => {
  const work = createWork()
  work.began(0, 1)
  work.began(40, 3)
  work.began(80, 3)
  work.made(0)
  work.made(40)
  expect([work.count(), work.bound()]).toEqual([4, 7])
})
