import { expect, test } from 'vitest'
import { startChance } from './random.ts'

test('a seed gives the same numbers, another one others', () => {
  const first = (seed: number) => Array.from({ length: 4 }, startChance(seed).next)
  expect(first(7)).toEqual(first(7))
  expect(first(7)).not.toEqual(first(8))
  expect(first(2 ** 32 - 1).every(value => value >= 0 && value < 1)).toBe(true)
})

test('numbers lie between 0 and 1, all alike', () => {
  const chance = startChance(3)
  const values = Array.from({ length: 20_000 }, chance.next)
  for (const tenth of Array(10).keys()) {
    const share = values.filter(value => Math.floor(value * 10) === tenth).length / values.length
    expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
  }
})

test('what weighs more is picked more often, and all is kept when it is shuffled', () => {
  const chance = startChance(5)
  const picked = Array.from({ length: 4000 }, () => chance.pick(['a', 'b'], [1, 3]))
  expect(picked.filter(value => value === 'b').length / 4000).toBeCloseTo(0.75, 1)
  expect(chance.shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5])
})
