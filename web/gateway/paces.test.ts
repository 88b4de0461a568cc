import { expect, test } from 'vitest'
import { createPaces } from './paces.ts'

const S = 1000

/** When it may be given more again after it was too slow, each time as soon as more was tried, s. */
function holds(times: number) {
  const paces = createPaces()
  let now = 0
  return Array.from({ length: times }, () => {
    paces.slow('a', 7, now)
    const since = now
    while (paces.of('a') !== undefined) {
      now += S
      paces.eased(now)
    }
    return (now - since) / S
  })
}

test('who was too slow gets no more than it kept up with for half a minute, then twice as long each time', () => {
  expect(holds(7)).toEqual([30, 60, 120, 240, 480, 600, 600])
})

test('of others nothing is known; each that may be given more is told once', () => {
  const paces = createPaces()
  paces.slow('a', 7, 0)
  paces.slow('b', 9, 10 * S)
  expect(['a', 'b', 'c'].map(paces.of)).toEqual([7, 9, undefined])
  expect(paces.eased(29 * S)).toEqual([])
  expect(paces.eased(30 * S)).toEqual(['a'])
  expect(paces.eased(41 * S)).toEqual(['b'])
  expect(paces.eased(42 * S)).toEqual([])
})

test('more is a trial, until it has kept up for two minutes', () => {
  const paces = createPaces()
  paces.slow('a', 7, 0)
  expect(paces.isTrial('a', 8)).toBe(false)
  paces.eased(30 * S)
  expect(paces.isTrial('a', 8)).toBe(true)
  expect(paces.isTrial('a', 7)).toBe(false)
  paces.eased(149 * S)
  expect(paces.isTrial('a', 8)).toBe(true)
  paces.eased(150 * S)
  expect(paces.isTrial('a', 8)).toBe(false)
  paces.slow('a', 7, 151 * S)
  expect(paces.eased(181 * S)).toEqual(['a'])
})
