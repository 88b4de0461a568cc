import { expect, test } from 'vitest'
import { enlarge } from './blur.ts'
import { toI420 } from './frame.ts'

const pixels = (width: number, height: number, of: (x: number, y: number) => number) => ({
  data: Uint8Array.from({ length: width * height * 4 }, (_, index) => {
    const at = index >> 2
    return index % 4 === 3 ? 255 : of(at % width, Math.floor(at / width))
  }),
  width,
  height,
})

test.each([
  [1, 1],
  [37, 23],
  [160, 90],
])('a flat picture enlarged to %i×%i is flat, in all its planes', (width, height) => {
  const small = pixels(16, 9, () => 200)
  const made = enlarge(toI420(small), small, { width, height })
  expect(made).toEqual(toI420(pixels(width, height, () => 200)))
})

test('what lies between two points is mixed of both: no step is left', () => {
  const small = pixels(4, 2, x => (x < 2 ? 0 : 255))
  const row = [...enlarge(toI420(small), small, { width: 64, height: 32 }).subarray(0, 64)]
  expect(row.toSorted((a, b) => a - b)).toEqual(row)
  expect([row[0], row[63]]).toEqual([16, 235])
  expect(Math.max(...row.slice(1).map((value, index) => value - (row[index] ?? 0)))).toBeLessThan(20)
})
