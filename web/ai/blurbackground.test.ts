import { expect, test } from 'vitest'
import { layer } from './people.ts'
import type { Pixels } from './picture.ts'
import { soften } from './soften.ts'

/** Columns of black and of white. */
function columns(width: number, height: number): Pixels {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) =>
    (index >> 2) % 2 === 0 ? 0 : 255,
  )
  return { data, width, height }
}

const reds = ({ data }: Pixels) => Array.from(data).filter((_, index) => index % 4 === 0)

test('a soft picture has its colours and none of its detail', () => {
  for (const value of reds(soften(columns(64, 36), 4))) expect(Math.abs(value - 127.5)).toBeLessThan(1)
})

test.each([
  [1, 1],
  [7, 1],
  [65, 35],
])('a flat picture of %i×%i stays as it is', (width, height) => {
  const flat = { data: new Uint8Array(width * height * 4).fill(200), width, height }
  expect(new Set(reds(soften(flat, 3)))).toEqual(new Set([200]))
})

test('people stand before, all else behind, and between them is no hard border', () => {
  const [front, back] = [0, 200].map(value => ({
    data: new Uint8Array(64 * 36 * 4).fill(value),
    width: 64,
    height: 36,
  })) as [Pixels, Pixels]
  const people = Float32Array.from({ length: 256 * 256 }, (_, index) => (index % 256) / 255)
  const [row] = [reds(layer(front, back, people, [0.25, 0.75])).slice(0, 64)]
  expect([row[0], row[15], row[48], row[63]]).toEqual([200, 200, 0, 0])
  expect(row[32]).toBeGreaterThan(60)
  expect(row[32]).toBeLessThan(140)
  expect(row.toSorted((a, b) => b - a)).toEqual(row)
})
