import { expect, test } from 'vitest'
import { LIVE_EFFECTS } from '../protocol/effects.ts'
import type { Offer } from '../protocol/schema.ts'
import { createOrders, heaviest } from './orders.ts'

const [one, other] = LIVE_EFFECTS.map(({ id }) => id) as [string, string]
const offer = {
  price: { wei: 60n, pixels: 1n },
  effects: [
    { id: one, price: { wei: 120n, pixels: 1n } },
    { id: other, price: { wei: 60n, pixels: 1n } },
  ],
} as unknown as Offer
const strength = 1

test('what was ordered before the newest may still be what is applied', () => {
  const orders = createOrders(offer, { id: one, strength })
  orders.place(offer, { id: other, strength })
  expect(orders.applied({ id: one, strength }).isNewest).toBe(false)
  expect(orders.applied({ id: other, strength }).isNewest).toBe(true)
})

test('what was never ordered is refused, nothing at all never', () => {
  const orders = createOrders(offer, { id: one, strength })
  expect(() => orders.applied({ id: other, strength })).toThrow('not ordered')
  expect(orders.applied(undefined)).toMatchObject({ weight: 1, isNewest: false })
})

test('a picture goes with its order, and is known again by its name', () => {
  const effect = { id: one, strength, backdrop: 'abc' }
  const picture = Uint8Array.of(1, 2, 3)
  const orders = createOrders(offer, { ...effect, picture })
  expect(orders.newest()).toMatchObject({ effect, picture })
  expect(orders.newest().effect).not.toHaveProperty('picture')
  expect(orders.applied(effect).effect).toEqual({ ...effect, picture })
  expect(() => orders.applied({ ...effect, backdrop: 'abd' })).toThrow('not ordered')
})

test('the heaviest is the dearest effect that is not beyond all bounds', () => {
  const weights = createOrders(offer, { id: one, strength }).weight()
  expect(weights).toBeGreaterThan(1)
  expect(heaviest(1000n, offer)).toBe(BigInt(Math.round(1000 * weights)))
  expect(heaviest(1000n, { ...offer, effects: [] })).toBe(1000n)
})
