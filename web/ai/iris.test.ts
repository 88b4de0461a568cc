import { expect, test } from 'vitest'
import { cropAtEye, findIris } from './iris.ts'
import type { Session } from './session.ts'

/** Eyes of 40 pixels in width, their middles at 100 and 200, 80, turned by an angle about the one to the left. */
function meshAt(angle: number): Float32Array {
  const mesh = new Float32Array(468 * 3)
  const put = (point: number, x: number) =>
    mesh.set([100 + (x - 100) * Math.cos(angle), 80 + (x - 100) * Math.sin(angle), 0], 3 * point)
  for (const [point, x] of [
    [33, 80],
    [133, 120],
    [362, 180],
    [263, 220],
  ] as const)
    put(point, x)
  return mesh
}

test('around an eye there is room, level, and the one to the right is mirrored', () => {
  const [left, right] = [cropAtEye(meshAt(0.3), 'left'), cropAtEye(meshAt(0.3), 'right')]
  const same = { side: expect.closeTo(92, 3), angle: expect.closeTo(0.3, 5) }
  expect(left).toEqual({ x: expect.closeTo(100, 3), y: expect.closeTo(80, 3), ...same, mirrored: false })
  const [x, y] = [100 + 100 * Math.cos(0.3), 80 + 100 * Math.sin(0.3)]
  expect(right).toEqual({ x: expect.closeTo(x, 3), y: expect.closeTo(y, 3), ...same, mirrored: true })
})

test('an iris that is seen in a crop has a place and a radius in the picture, mirrored for the right eye', async () => {
  // To the right of the middle, a quarter of the crop; 8 of its 64 pixels wide.
  const found = Float32Array.from([48, 32, 0, 52, 32, 0, 48, 30, 0, 44, 32, 0, 48, 33, 0])
  const net: Session = {
    provider: 'wasm',
    run: async () => ({ output: { data: found, shape: [1, 15, 1, 1] } }),
    close: async () => {},
  }
  const pixels = { data: new Uint8Array(4 * 300 * 160), width: 300, height: 160 }
  const radius = expect.closeTo((4 * 92) / 64, 3)
  expect(await findIris(net, pixels, meshAt(0), 'left')).toEqual({ x: expect.closeTo(123, 3), y: 80, radius })
  expect(await findIris(net, pixels, meshAt(0), 'right')).toEqual({
    x: expect.closeTo(177, 3),
    y: 80,
    radius,
  })
})
