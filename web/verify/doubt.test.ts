import { expect, test } from 'vitest'
import { createDoubt } from './doubt.ts'

/** @param looks `.` where the pictures are good @returns what was certain in the end */
const certain = (looks: string) => {
  const doubt = createDoubt<string>()
  return [...looks].map(look => doubt(look === '.' ? undefined : look)).findLast(found => found.length > 0)
}

test('one look is a doubt, another one of the next ten is certain, and both tell why', () => {
  expect(certain('a')).toBeUndefined()
  expect(certain('ab')).toEqual(['a', 'b'])
  expect(certain('..a..........')).toBeUndefined()
  expect(certain('a.........b')).toEqual(['a', 'b'])
  expect(certain('a..........b')).toBeUndefined()
  expect(certain('a..........b.c')).toEqual(['b', 'c'])
})
