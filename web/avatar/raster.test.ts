import { expect, test } from 'vitest'
import { drawTriangles } from './raster.ts'

const SIDE = 16
/** Red grows to the right, green downwards. */
const picture = () => {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255)
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    data[4 * pixel] = 10 * (pixel % SIDE)
    data[4 * pixel + 1] = 10 * Math.floor(pixel / SIDE)
    data[4 * pixel + 2] = 7
  }
  return { data, width: SIDE, height: SIDE }
}
const empty = () => ({ data: new Uint8ClampedArray(SIDE * SIDE * 4), width: SIDE, height: SIDE })
const at = ({ data }: { data: Uint8ClampedArray }, x: number, y: number) => [
  ...data.subarray(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 3),
]
/** A square of two triangles, its corners from the upper left one on, and seen from the front. */
const square = (left: number, top: number, right: number, bottom: number) =>
  Float32Array.of(left, top, right, top, right, bottom, left, bottom)
const BOTH = Uint16Array.of(0, 3, 1, 1, 3, 2)

test('a picture whose triangles stay where they are is the same picture, without a gap', () => {
  const [source, target] = [picture(), empty()]
  const whole = square(0, 0, SIDE, SIDE)
  drawTriangles(target, source, whole, whole, BOTH)
  expect(target.data).toEqual(source.data)
})

test('what is moved and made larger is drawn there, mixed between its pixels', () => {
  const target = empty()
  drawTriangles(target, picture(), square(2, 2, 6, 6), square(4, 6, 12, 14), BOTH)
  expect(at(target, 3, 8)).toEqual([0, 0, 0])
  expect(at(target, 12, 8)).toEqual([0, 0, 0])
  // The middle of the pixel at 6, 8 is 2.5, 2.5 from the corner, half of which is 1.25.
  const [red = 0, green = 0, blue] = at(target, 6, 8)
  expect(Math.abs(red - 27.5)).toBeLessThan(1)
  expect(Math.abs(green - 27.5)).toBeLessThan(1)
  expect(blue).toBe(7)
})

test('what is turned away, or has no area, is not drawn; what reaches beyond is cut off', () => {
  const target = empty()
  const rest = square(0, 0, SIDE, SIDE)
  drawTriangles(target, picture(), rest, square(SIDE, 0, 0, SIDE), BOTH)
  drawTriangles(target, picture(), rest, square(3, 3, 3, 3), BOTH)
  drawTriangles(target, picture(), rest, new Float32Array(8).fill(Number.NaN), BOTH)
  expect(target.data.every(value => value === 0)).toBe(true)
  drawTriangles(target, picture(), rest, square(-100, -100, 200, 200), BOTH)
  expect(at(target, 0, 0)[2]).toBe(7)
  expect(at(target, SIDE - 1, SIDE - 1)[2]).toBe(7)
})
