import { expect, test } from 'vitest'
import { LOOK_SIDE, lookPixels } from './objects.ts'

const price = (wei: bigint, pixels = 1n) => ({ wei, pixels })

test('a look counts its own pixels, at their price beside that of an output pixel', () => {
  expect(lookPixels(price(60n), price(120n))).toBe(2 * LOOK_SIDE ** 2)
  expect(lookPixels(price(60n, 2n), price(15n))).toBe(LOOK_SIDE ** 2 / 2)
})

test('who encodes for nothing, or asks nothing for it, looks for nothing', () => {
  expect(lookPixels(undefined, price(120n))).toBe(0)
  expect(lookPixels(price(0n), price(120n))).toBe(0)
  expect(lookPixels(price(60n), undefined)).toBe(0)
})
