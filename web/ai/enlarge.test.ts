import { expect, test } from 'vitest'
import { partPlanes, partsOf, put } from './enlarge.ts'
import type { Pixels } from './picture.ts'
import type { Tensor } from './session.ts'

/** A picture whose pixels all differ from their neighbours. */
function picture(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  return { width, height, data: data.map((_, index) => (index % 4 === 3 ? 255 : (index * 37) % 251)) }
}

/** Each pixel four times, as a net would that has learnt nothing. */
function twice({ data, shape }: Tensor): Tensor {
  const [, , rows = 0, columns = 0] = shape
  const made = new Float32Array(data.length * 4)
  for (let colour = 0; colour < 3; colour += 1)
    for (let y = 0; y < 2 * rows; y += 1)
      for (let x = 0; x < 2 * columns; x += 1)
        made[(colour * 2 * rows + y) * 2 * columns + x] = data[
          (colour * rows + (y >> 1)) * columns + (x >> 1)
        ] as number
  return { data: made, shape: [1, 3, 2 * rows, 2 * columns] }
}

test.each([
  [1, 1],
  [384, 2],
  [385, 3],
  [2, 1000],
])('parts of %i×%i meet without a seam, and fill the picture', (width, height) => {
  const given = picture(width, height)
  const size = { width: 2 * width, height: 2 * height }
  const made = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4) }
  for (const part of partsOf(given)) put(made, part, twice(partPlanes(given, part)))
  const pixel = ({ data, width }: Pixels, x: number, y: number) =>
    [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)].join()
  let wrong = 0
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) if (pixel(made, x, y) !== pixel(given, x >> 1, y >> 1)) wrong += 1
  expect(wrong).toBe(0)
})

test('no part is large, whatever the picture is', () => {
  for (const part of partsOf({ width: 1920, height: 1081 })) {
    expect(Math.max(part.width, part.height)).toBeLessThanOrEqual(384)
  }
})

test('what a net makes beyond black and white is black and white', () => {
  const made = { width: 2, height: 2, data: new Uint8ClampedArray(16) }
  const area = 26 * 26
  const data = new Float32Array(3 * area).fill(1.5)
  data.fill(-0.5, area, 2 * area)
  put(made, { left: 0, top: 0, width: 1, height: 1 }, { data, shape: [1, 3, 26, 26] })
  expect([...made.data.subarray(0, 4)]).toEqual([255, 0, 255, 255])
})
