import { expect, test } from 'vitest'
import { EFFECTS, effectWeight, isPayable, offersEffect } from './effects.ts'
import { MAX_EFFECT_WEIGHT, MAX_EFFECTS, MAX_IMAGINE_WEIGHT } from './limits.ts'
import { OFFER_SAMPLE } from './messages.samples.ts'

const price = (wei: bigint, pixels = 1n) => ({ wei, pixels })

test('a pixel with an effect counts for its price and the effect’s, in those without', () => {
  expect(effectWeight(price(60n), price(120n))).toBe(3)
  expect(effectWeight(price(60n), price(15n, 2n))).toBe(1.125)
  expect(effectWeight(price(60n), undefined)).toBe(1)
})

test('who encodes for nothing applies effects for nothing', () => {
  expect(effectWeight(undefined, price(120n))).toBe(1)
  expect(effectWeight(price(0n), price(120n))).toBe(1)
})

test('an effect is no dearer than one payment covers', () => {
  expect(isPayable(price(10n), price(10n * BigInt(MAX_EFFECT_WEIGHT - 1)))).toBe(true)
  expect(isPayable(price(10n), price(10n * BigInt(MAX_EFFECT_WEIGHT - 1) + 1n))).toBe(false)
})

test.each([
  ['blur', MAX_EFFECT_WEIGHT],
  ['imagine', MAX_IMAGINE_WEIGHT],
  ['imagine-clip', MAX_IMAGINE_WEIGHT],
])('%s is on offer up to the price at which it can be paid', (id, most) => {
  const offer = (wei: bigint) => ({
    ...OFFER_SAMPLE,
    price: price(10n),
    effects: [{ id, pixelRate: 1, price: price(wei) }],
  })
  expect(offersEffect(offer(10n * BigInt(most - 1)), id)).toBe(true)
  expect(offersEffect(offer(10n * BigInt(most - 1) + 1n), id)).toBe(false)
})

test('each effect is there once, and all fit into an offer', () => {
  expect(new Set(EFFECTS.map(({ id }) => id)).size).toBe(EFFECTS.length)
  expect(EFFECTS.length).toBeLessThanOrEqual(MAX_EFFECTS)
})
