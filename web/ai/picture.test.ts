import { expect, test } from 'vitest'
import { blend, innerSize, type Pixels, toPlanes } from './picture.ts'

/** Every channel of a pixel has another value, and every pixel has. */
function pixelsOf(width: number, height: number): Pixels {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index * 37) % 256)
  return { data, width, height }
}

test('a net sees small pictures as they are, and large ones smaller, in their own shape', () => {
  expect(innerSize({ width: 640, height: 360 }, 640 * 360)).toEqual({ width: 640, height: 360 })
  expect(innerSize({ width: 1920, height: 1080 }, 640 * 360)).toEqual({ width: 640, height: 360 })
  expect(innerSize({ width: 360, height: 640 }, 640 * 360)).toEqual({ width: 360, height: 640 })
  expect(innerSize({ width: 100_000, height: 1 }, 640 * 360)).toEqual({ width: 100_000, height: 1 })
  expect(innerSize({ width: 1_000_000, height: 1 }, 100).height).toBe(1)
})

test('planes hold the colours, 0..1, and repeat the last column and row', () => {
  const pixels = pixelsOf(5, 3)
  const { data, width, height } = toPlanes(pixels, pixels, 4)
  expect([width, height]).toEqual([8, 4])
  const at = (colour: number, x: number, y: number) => (data[(colour * 4 + y) * 8 + x] ?? -1) * 255
  for (let colour = 0; colour < 3; colour += 1) {
    expect(at(colour, 3, 2)).toBeCloseTo(pixels.data[(2 * 5 + 3) * 4 + colour] ?? 0, 3)
    expect(at(colour, 7, 3)).toBeCloseTo(pixels.data[(2 * 5 + 4) * 4 + colour] ?? 0, 3)
  }
})

test('half the size is the mean of four', () => {
  const pixels = pixelsOf(4, 2)
  const { data } = toPlanes(pixels, { width: 2, height: 1 }, 1)
  const green = [0, 1, 4, 5].map(pixel => pixels.data[pixel * 4 + 1] ?? 0)
  expect((data[2] ?? 0) * 255).toBeCloseTo(green.reduce((sum, value) => sum + value) / 4, 3)
})

test.each([
  [1, 1],
  [640, 1],
  [5, 3],
  [17, 31],
])('what is not changed by a net of %i×%i comes back as it was', (width, height) => {
  const pixels = pixelsOf(width, height)
  const whole = blend(pixels, toPlanes(pixels, pixels, 4), pixels, 1)
  const colours = (data: ArrayLike<number>) => Array.from(data).filter((_, index) => index % 4 < 3)
  expect(colours(whole.data)).toEqual(colours(pixels.data))
})

test('strength mixes, and what lies outside of 0..1 is cut off before', () => {
  const pixels = { data: Uint8Array.of(100, 100, 100, 255), width: 1, height: 1 }
  const made = { data: Float32Array.of(7, -3, 0.5), width: 1, height: 1 }
  expect([...blend(pixels, made, made, 0).data]).toEqual([100, 100, 100, 255])
  expect([...blend(pixels, made, made, 0.5).data]).toEqual([178, 50, 114, 255])
  expect([...blend(pixels, made, made, 1).data]).toEqual([255, 0, 128, 255])
})
