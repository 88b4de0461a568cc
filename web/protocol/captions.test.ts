import { expect, test } from 'vitest'
import { costOf } from './balance.ts'
import { soundPixels } from './captions.ts'
import { MAX_PRICE_PART, MAX_SOUND_MS, MAX_SOUND_WEIGHT } from './limits.ts'

const price = { wei: 60n, pixels: 1n }

test('a sound counts for so many pixels as its milliseconds cost', () => {
  expect(soundPixels(price, { wei: 30_000n, pixels: 1n }, 2000)).toBe(1_000_000)
  expect(costOf(1_000_000n, price)).toBe(2000n * 30_000n)
  // Never less than it costs.
  expect(soundPixels(price, { wei: 1n, pixels: 7n }, 1)).toBe(1)
})

test('who encodes for nothing, or asks for no more, is owed nothing', () => {
  expect(soundPixels(undefined, price, 2000)).toBe(0)
  expect(soundPixels({ wei: 0n, pixels: 1n }, price, 2000)).toBe(0)
  expect(soundPixels(price, undefined, 2000)).toBe(0)
})

test('what can be offered can be counted', () => {
  const dearest = { wei: MAX_PRICE_PART, pixels: 1n }
  const most = { wei: MAX_PRICE_PART / BigInt(MAX_SOUND_WEIGHT), pixels: 1n }
  expect(soundPixels(most, dearest, MAX_SOUND_MS)).toBeLessThan(Number.MAX_SAFE_INTEGER)
})
