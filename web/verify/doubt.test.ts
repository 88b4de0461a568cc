import { expect, test } from 'vitest'
import { createDoubt } from './doubt.ts'

/** @param looks `x` where the pictures speak for a cheat */
const certain = (looks: string) => {
  const doubt = createDoubt()
  return [...looks].map(look => doubt(look === 'x')).lastIndexOf(true)
}

test('one look is a doubt, another one of the next ten is certain', () => {
  expect(certain('x')).toBe(-1)
  expect(certain('xx')).toBe(1)
  expect(certain('..x..........')).toBe(-1)
  expect(certain('x.........x')).toBe(10)
  expect(certain('x..........x')).toBe(-1)
  expect(certain('x..........x.x')).toBe(13)
})
