import { expect, test } from 'vitest'
import { createSince } from './since.ts'

test('a value holds from its segment on, until another does', () => {
  const since = createSince('plain')
  since.set(3, 'style')
  since.set(5, 'blur')
  expect([0, 2, 3, 4, 5, 99].map(since.at)).toEqual(['plain', 'plain', 'style', 'style', 'blur', 'blur'])
  since.set(4, 'plain')
  expect([3, 4, 5].map(since.at)).toEqual(['style', 'plain', 'plain'])
})

test('whoever changes it on and on fills no memory: the last changes are known', () => {
  const since = createSince(-1)
  for (let segment = 0; segment < 1000; segment += 1) since.set(segment, segment)
  expect([0, 983, 984, 999].map(since.at)).toEqual([984, 984, 984, 999])
})
