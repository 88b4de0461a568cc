import { expect, test } from 'vitest'
import { cropAround, cropOf, toInput, toPicture } from './facecrop.ts'

test('around what was found there is room, of its longer side', () => {
  expect(cropOf({ x: 50, y: 40, width: 20, height: 30, score: 1 })).toEqual({
    x: 50,
    y: 40,
    side: 45,
    angle: 0,
  })
})

test('a crop lies as the eyes do, around all places', () => {
  const angle = 0.6
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const mesh = new Float32Array(468 * 3)
  const put = (point: number, x: number, y: number) =>
    mesh.set([100 + x * cos - y * sin, 80 + x * sin + y * cos, 0], point * 3)
  for (let point = 0; point < 468; point += 1) put(point, (point % 11) - 5, (point % 7) - 3)
  put(33, -20, -10)
  put(263, 20, -10)
  put(152, 0, 50)
  const crop = cropAround(mesh)
  expect(crop.angle).toBeCloseTo(angle, 5)
  expect(crop.side).toBeCloseTo(1.5 * 60, 3)
  expect(crop.x).toBeCloseTo(100 - 20 * sin, 3)
  expect(crop.y).toBeCloseTo(80 + 20 * cos, 3)
})

test('what is found in a crop lies where it was taken from', () => {
  const pixels = { data: new Uint8Array(400 * 300 * 4), width: 400, height: 300 }
  const [x, y] = [230, 140]
  for (let row = y - 3; row < y + 3; row += 1)
    pixels.data.fill(255, (row * 400 + x - 3) * 4, (row * 400 + x + 3) * 4)
  const crop = { x: 210, y: 150, side: 96, angle: -0.5 }
  const { data, shape } = toInput(pixels, crop)
  expect(shape).toEqual([1, 3, 192, 192])
  let [across, down, sum] = [0, 0, 0]
  for (let index = 0; index < 192 * 192; index += 1) {
    const value = data[index] as number
    across += value * ((index % 192) + 0.5)
    down += value * (Math.floor(index / 192) + 0.5)
    sum += value
  }
  const [left = 0, top = 0, depth] = toPicture(Float32Array.of(across / sum, down / sum, 10), crop)
  expect(left).toBeCloseTo(x, 0)
  expect(top).toBeCloseTo(y, 0)
  expect(depth).toBeCloseTo(5)
})

test('beyond the picture it is black', () => {
  const pixels = { data: new Uint8Array(2 * 2 * 4).fill(255), width: 2, height: 2 }
  expect(toInput(pixels, { x: 500, y: 0, side: 10, angle: 1 }).data.every(value => value === 0)).toBe(true)
  expect(toInput(pixels, { x: Number.NaN, y: 0, side: 10, angle: 1 }).data.every(value => value === 0)).toBe(
    true,
  )
})
