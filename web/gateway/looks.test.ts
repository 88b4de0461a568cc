import { expect, test } from 'vitest'
import { LOOK_BURST } from '../protocol/limits.ts'
import { LOOK_SIDE } from '../protocol/objects.ts'
import type { Cue, Offer } from '../protocol/schema.ts'
import { createLooks, looksIn } from './looks.ts'

const wei = (wei: bigint) => ({ wei, pixels: 1n })
const offer = {
  price: wei(60n),
  effects: [{ id: 'objects', pixelRate: 1e6, price: wei(120n) }],
} as unknown as Offer
const LOOK = 2 * LOOK_SIDE ** 2
const NEWEST = 5_000_000

const cue = (change: Partial<Cue> = {}): Cue => ({
  ...{ kind: 'object', id: 1, start: 4_000_000, end: 4_500_000, text: 'cat', score: 0.9 },
  ...{ box: { left: 0, top: 0, width: 1, height: 1 } },
  ...change,
})

test('looks are ordered at the price of the offer, once, and owed for as they come', () => {
  const looks = createLooks()
  expect(looks.order(true, offer)).toEqual({ on: true, price: wei(120n) })
  expect(looks.order(true, offer)).toBeUndefined()
  expect(looksIn(offer, 2000)).toBe(10 * LOOK)
  expect(looks.came([cue(), cue({ id: 2 })], NEWEST)).toHaveLength(2)
  expect(looks.came([], NEWEST)).toEqual([])
  expect(looks.owed()).toBe(2 * LOOK)
  expect(looks.order(false, offer)).toEqual({ on: false })
  expect(looks.isOrdered()).toBe(false)
})

test('who does not offer it is not asked, and what it sends is not shown or owed for', () => {
  const looks = createLooks()
  expect(looks.order(true, { ...offer, effects: [] })).toBeUndefined()
  expect(looks.came([cue()], NEWEST)).toBeUndefined()
  expect(looks.owed()).toBe(0)
})

test('what is not of this stream, or comes too often, is neither shown nor owed for', () => {
  const looks = createLooks()
  looks.order(true, offer)
  expect(
    looks.came([cue(), cue({ start: NEWEST + 2_000_001, end: NEWEST + 2_000_002 })], NEWEST),
  ).toBeUndefined()
  expect(looks.came([cue({ kind: 'caption' })], NEWEST)).toBeUndefined()
  const { box: _, ...boundless } = cue()
  expect(looks.came([boundless], NEWEST)).toBeUndefined()
  expect(looks.owed()).toBe(0)
  for (let index = 0; index < 10 * LOOK_BURST; index += 1) looks.came([cue()], NEWEST)
  expect(looks.owed()).toBeLessThanOrEqual(LOOK_BURST * LOOK)
})
