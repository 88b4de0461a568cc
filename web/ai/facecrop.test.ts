import { expect, test } from 'vitest'
import { cropAround, cropOf } from './facecrop.ts'

test('around what was found there is room, of its longer side', () => {
  expect(cropOf({ x: 50, y: 40, width: 20, height: 30, score: 1 })).toEqual({
    x: 50,
    y: 40,
    side: 45,
    angle: 0,
    mirrored: false,
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
