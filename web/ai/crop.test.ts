import { expect, test } from 'vitest'
import { toInput, toPicture } from './crop.ts'

test.each([false, true])('what is found in a crop lies where it was taken from, mirrored: %s', mirrored => {
  const pixels = { data: new Uint8Array(400 * 300 * 4), width: 400, height: 300 }
  const [x, y] = [230, 140]
  for (let row = y - 3; row < y + 3; row += 1)
    pixels.data.fill(255, (row * 400 + x - 3) * 4, (row * 400 + x + 3) * 4)
  const crop = { x: 210, y: 150, side: 96, angle: -0.5, mirrored }
  const { data, shape } = toInput(pixels, crop, 192)
  expect(shape).toEqual([1, 3, 192, 192])
  let [across, down, sum] = [0, 0, 0]
  for (let index = 0; index < 192 * 192; index += 1) {
    const value = data[index] as number
    across += value * ((index % 192) + 0.5)
    down += value * (Math.floor(index / 192) + 0.5)
    sum += value
  }
  const [left = 0, top = 0, depth] = toPicture(Float32Array.of(across / sum, down / sum, 10), crop, 192)
  expect(left).toBeCloseTo(x, 0)
  expect(top).toBeCloseTo(y, 0)
  expect(depth).toBeCloseTo(5)
})

test('a mirrored crop begins on the right', () => {
  const pixels = { data: new Uint8Array(8 * 8 * 4), width: 8, height: 8 }
  for (let at = 0; at < pixels.data.length; at += 4) pixels.data[at] = 20 * ((at / 4) % 8)
  const crop = { x: 4, y: 4, side: 4, angle: 0, mirrored: true }
  const reds = [...toInput(pixels, crop, 4).data.subarray(0, 4)].map(red => Math.round(red * 255))
  expect(reds).toEqual([100, 80, 60, 40])
})

test('beyond the picture it is black', () => {
  const pixels = { data: new Uint8Array(2 * 2 * 4).fill(255), width: 2, height: 2 }
  for (const x of [500, Number.NaN]) {
    const { data } = toInput(pixels, { x, y: 0, side: 10, angle: 1, mirrored: false }, 16)
    expect(data.every(value => value === 0)).toBe(true)
  }
})
