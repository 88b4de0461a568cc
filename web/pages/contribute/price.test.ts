import { expect, test } from 'vitest'
import { MAX_PRICE } from '../params.ts'
import { hourly, toPrice } from './price.ts'

test.each([
  ['0', 0],
  [' 60 ', 60],
  [String(MAX_PRICE), MAX_PRICE],
])('%j is a price', (typed, price) => {
  expect(toPrice(typed)).toBe(price)
})

test.each(['', ' ', '6O', '-1', '1.5', '1e3', '0x10', 'NaN', String(MAX_PRICE + 1)])('%j is none', typed => {
  expect(toPrice(typed)).toBeUndefined()
})

test('an hour of the usual ladder at 60 wei', () => {
  expect(hourly(60)).toBe(60n * 3600n * 30n * BigInt(854 * 480 + 1280 * 720 + 1920 * 1080))
})
