import { expect, test } from 'vitest'
import { createEyes } from './eyes.ts'
import { EYES } from './places.ts'

const SIZE = { width: 240, height: 120 }
const [RADIUS, HIGH, HALF] = [10, 10, 30]
const MIDDLES = { left: [70, 60], right: [170, 60] } as const

/** Two eyes of 60 by 20 pixels: white, with dark discs that reach from lid to lid, in grey skin. */
function face() {
  const mesh = new Float32Array(468 * 3)
  for (const side of ['left', 'right'] as const) {
    const [x, y] = MIDDLES[side]
    for (const [index, [upper, lower]] of EYES[side].upper
      .map((point, index) => [point, EYES[side].lower[index] ?? 0] as const)
      .entries()) {
      const along = (index / 4 - 1) * HALF
      const high = HIGH * (1 - (along / HALF) ** 2)
      mesh.set([x + along, y - high, 0], 3 * upper)
      // The lower lid is found too high by so much.
      mesh.set([x + along, y - high + (2 * high) / 1.28, 0], 3 * lower)
    }
  }
  mesh.set([120, 20, 0], 3 * 10)
  mesh.set([120, 115, 0], 3 * 152)
  for (const [point, x] of [
    [127, 20],
    [356, 220],
    [234, 20],
    [454, 220],
  ] as const)
    mesh.set([x, 60, 30], 3 * point)
  return mesh
}

function picture() {
  const data = new Uint8ClampedArray(SIZE.width * SIZE.height * 4).fill(128)
  for (let row = 0; row < SIZE.height; row += 1) {
    for (let column = 0; column < SIZE.width; column += 1) {
      for (const [x, y] of Object.values(MIDDLES)) {
        const [along, below] = [column + 0.5 - x, row + 0.5 - y]
        if (Math.abs(along) >= HALF || Math.abs(below) >= HIGH * (1 - (along / HALF) ** 2)) continue
        const at = 4 * (row * SIZE.width + column)
        data.fill(Math.hypot(along, below) < RADIUS ? 20 : 250, at, at + 4)
      }
    }
  }
  return { data, ...SIZE }
}

const irises = (radius = RADIUS) => ({
  left: { x: MIDDLES.left[0], y: MIDDLES.left[1], radius },
  right: { x: MIDDLES.right[0], y: MIDDLES.right[1], radius },
})

/** Where the dark of each eye is on average, and how much there is. */
function darkOf({ data }: { data: Uint8ClampedArray }, [begin, end]: [number, number]) {
  let [x, y, count] = [0, 0, 0]
  for (let row = 0; row < SIZE.height; row += 1) {
    for (let column = begin; column < end; column += 1) {
      if ((data[4 * (row * SIZE.width + column)] ?? 0) > 70) continue
      x += column + 0.5
      y += row + 0.5
      count += 1
    }
  }
  return { x: x / count, y: y / count, count }
}
const LEFT: [number, number] = [0, 120]
const RIGHT: [number, number] = [120, 240]

test('irises go to the side and down as a gaze does, both of them, and stay as large', () => {
  const still = picture()
  const look = createEyes(still, face(), irises())
  for (const part of [LEFT, RIGHT]) {
    const at = (yaw: number, pitch: number) => darkOf(look({ yaw, pitch }), part)
    const ahead = at(0, 0)
    expect(at(0.5, 0).x).toBeGreaterThan(ahead.x + 3)
    expect(at(-0.5, 0).x).toBeLessThan(ahead.x - 3)
    expect(at(0, -0.4).y).toBeLessThan(ahead.y - 0.5)
    expect(at(0, 0.4).y).toBeGreaterThan(ahead.y + 0.5)
    expect(Math.abs(at(0.5, 0).count / ahead.count - 1)).toBeLessThan(0.15)
  }
})

test('nothing but the eyes is changed, and the gaze ahead changes nothing', () => {
  const still = picture()
  const look = createEyes(still, face(), irises())
  expect(look({ yaw: 0, pitch: 0 }).data).toEqual(still.data)
  const { data } = look({ yaw: 3, pitch: -3 })
  for (let pixel = 0; pixel < SIZE.width * SIZE.height; pixel += 1) {
    if (still.data[4 * pixel] !== 128) continue
    expect(data[4 * pixel]).toBe(128)
  }
  expect(look({ yaw: 0, pitch: 0 }).data).toEqual(still.data)
})

test('eyes that are small, or closed, or were not looked for stay as they are', () => {
  const still = picture()
  const gaze = { yaw: 0.5, pitch: 0.2 }
  const closed = face()
  for (const { upper, lower } of Object.values(EYES))
    for (const [index, point] of lower.entries())
      closed.copyWithin(3 * point, 3 * (upper[index] ?? 0), 3 * (upper[index] ?? 0) + 3)
  for (const look of [
    createEyes(still, face(), irises(2)),
    createEyes(still, closed, irises()),
    createEyes(still, face(), undefined),
    createEyes(still, new Float32Array(468 * 3), irises()),
  ])
    expect(look(gaze).data).toEqual(still.data)
})
