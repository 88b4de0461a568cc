import { expect, test } from 'vitest'
import { costOf, createBook, segmentPixels } from './balance.ts'
import type { Rendition } from './schema.ts'

const rung = (width: number, height: number, maxFramerate = 0) =>
  ({ width, height, maxFramerate }) as Rendition
const price = { wei: 60n, pixels: 1n }

test('an hour of the default ladder at the default price is what it is said to be', () => {
  const ladder = [rung(854, 480), rung(1280, 720), rung(1920, 1080)]
  const hour = costOf(segmentPixels(ladder, 30, 1000) * 3600n, price)
  expect(Number(hour) / 1e18).toBeCloseTo(22e-6, 6)
})

test('a segment is whole frames of every rung at its own pace', () => {
  const ladder = [rung(100, 10), rung(200, 10, 15)]
  expect(segmentPixels(ladder, 23.976, 1000)).toBe(1000n * 24n + 2000n * 15n)
  expect(segmentPixels(ladder, 23.976, 2000)).toBe(1000n * 48n + 2000n * 30n)
  expect(segmentPixels(ladder, 0, 1000)).toBe(1000n * 60n + 2000n * 15n)
})

test('costs are rounded up once, not for every frame', () => {
  const cheap = { wei: 1n, pixels: 1000n }
  expect(costOf(1n, cheap)).toBe(1n)
  expect(costOf(0n, cheap)).toBe(0n)
  const book = createBook(cheap)
  for (let frame = 0; frame < 10; frame += 1) book.debit(150n)
  expect(book.balance()).toBe(-2n)
})

test('what may be made never costs more than what is paid and so much more', () => {
  const book = createBook({ wei: 7n, pixels: 3n })
  expect(book.allowance(100n)).toBe(42n)
  book.credit(100n)
  expect(book.allowance(100n)).toBe(85n)
  book.debit(book.allowance(100n))
  expect(book.balance()).toBe(-99n)
  expect(book.allowance(-200n)).toBe(0n)
})
