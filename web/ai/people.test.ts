import { expect, test } from 'vitest'
import { feather } from './people.ts'

const SIDE = 256

test('a speck is hardly there any more, and what is all of one kind stays', () => {
  const speck = new Float32Array(SIDE * SIDE)
  speck[100 * SIDE + 100] = 1
  expect(Math.max(...feather(speck))).toBe(0.25)
  expect(new Set(feather(new Float32Array(SIDE * SIDE).fill(1)))).toEqual(new Set([1]))
})

test('a border becomes soft on both sides, and is where it was', () => {
  const half = Float32Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE < 128 ? 0 : 1))
  const row = feather(half).slice(5 * SIDE, 6 * SIDE)
  expect([...row.slice(126, 130)]).toEqual([0, 0.25, 0.75, 1])
  expect([row[0], row[SIDE - 1]]).toEqual([0, 1])
})
