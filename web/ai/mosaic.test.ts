import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hide } from './mosaic.ts'

/** Fine stripes, of which nothing may be left where a face was. */
function stripes(width: number, height: number) {
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) =>
    (index >> 2) % 2 === 0 ? 0 : 255,
  )
  return { data, width, height }
}

test('a face is a few flat cells, and nothing changes beyond it', () => {
  const pixels = stripes(200, 200)
  hide(pixels, { x: 100, y: 100, width: 60, height: 60, score: 1 }, 1)
  const row = (y: number) => Array.from({ length: 200 }, (_, x) => pixels.data[(y * 200 + x) * 4] ?? 0)
  const inside = row(100).slice(75, 125)
  expect(Math.max(...inside) - Math.min(...inside)).toBeLessThan(30)
  expect(row(100).slice(0, 40)).toEqual([...stripes(40, 1).data.filter((_, index) => index % 4 === 0)])
  expect(new Set(row(190))).toEqual(new Set([0, 255]))
})

test('faces may reach beyond the picture, be tiny or huge', () => {
  const number = fc.double({ min: -500, max: 500, noNaN: true })
  const length = fc.double({ min: 0, max: 1000, noNaN: true })
  fc.assert(
    fc.property(
      number,
      number,
      length,
      length,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (x, y, width, height, strength) => {
        const pixels = stripes(37, 23)
        hide(pixels, { x, y, width, height, score: 1 }, strength)
        expect(pixels.data.length).toBe(37 * 23 * 4)
      },
    ),
  )
})
