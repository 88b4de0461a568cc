import { expect, test } from 'vitest'
import { restAt } from './motion.ts'
import { CHIN, EDGE, EYES, FOREHEAD, MOUTH, SIDES } from './places.ts'
import { createPuppet } from './puppet.ts'
import { TRIANGLES } from './triangles.ts'
import type { Pose } from './types.ts'

const BOUNDS = { left: 0, top: 0, width: 400, height: 300 }
const [NOSE, LEFT_CORNER, BROW, UPPER_LIP, LOWER_LIP] = [1, 61, 105, 13, 14]
const CALM: Pose = { ...restAt(0), yaw: 0, pitch: 0, roll: 0, smile: 0, blink: { left: 0, right: 0 } }

/** A calm face in the middle of a picture: eyes 82 pixels apart, whatever is not named in its middle. */
function face(): Float32Array {
  const mesh = new Float32Array(468 * 3)
  const set = (point: number, x: number, y: number, near: number) =>
    mesh.set([200 + x, 130 + y, -near], 3 * point)
  for (let point = 0; point < 468; point += 1) set(point, 0, 30, 20)
  for (const [index, point] of EDGE.entries()) {
    const angle = (2 * Math.PI * index) / EDGE.length
    set(point, 65 * Math.sin(angle), 20 - 64 * Math.cos(angle), -30)
  }
  for (const point of SIDES) set(point, point < 300 ? -62 : 62, 5, -38)
  const lid = (points: readonly number[], left: number, high: number) => {
    for (const [index, point] of points.entries())
      set(point, left + 3 * index, high * (1 - (index / 4 - 1) ** 2), 5)
  }
  for (const [eye, left] of [
    [EYES.left, -41],
    [EYES.right, 17],
  ] as const) {
    lid(eye.upper, left, -4)
    lid(eye.lower, left, 4)
    const out = eye === EYES.left ? -1 : 1
    for (const [index, point] of eye.brow.entries()) set(point, out * (48 - 9 * index), -22, 6)
  }
  for (const lip of [MOUTH.upper, MOUTH.lower])
    for (const [index, point] of lip.entries()) set(point, -20 + 4 * index, 46, 15)
  set(LEFT_CORNER, -24, 46, 14)
  set(NOSE, 0, 25, 40)
  set(FOREHEAD, 0, -43, 8)
  set(CHIN, 0, 84, 8)
  return mesh
}

function puppet() {
  const made = createPuppet(face(), BOUNDS)
  const move = (pose: Partial<Pose>) => {
    const to = made.move({ ...CALM, ...pose })
    return (point: number) => [
      (to[2 * point] ?? 0) - (made.rest[2 * point] ?? 0),
      (to[2 * point + 1] ?? 0) - (made.rest[2 * point + 1] ?? 0),
    ]
  }
  return { ...made, move }
}

const near = (x: number, y: number) => [expect.closeTo(x, 3), expect.closeTo(y, 3)]

test('a calm face stays where it is, all of it', () => {
  const { rest, move } = puppet()
  const way = move({})
  for (let point = 0; point < rest.length / 2; point += 1) expect(way(point)).toEqual(near(0, 0))
})

test('an opened mouth lowers lip and chin, and leaves eyes and forehead alone', () => {
  const way = puppet().move({ open: 1 })
  expect(way(LOWER_LIP)[1]).toBeGreaterThan(14)
  expect(way(CHIN)[1]).toBeGreaterThan(14)
  expect(way(UPPER_LIP)[1]).toBeLessThan(0)
  for (const point of [FOREHEAD, BROW, ...EYES.left.upper]) expect(way(point)).toEqual(near(0, 0))
})

test('lids meet, on their side alone, and what is behind them stays', () => {
  const { rest, move, behind } = puppet()
  const way = move({ blink: { left: 1, right: 0 } })
  for (const [index, upper] of EYES.left.upper.entries()) {
    const lower = EYES.left.lower[index] ?? 0
    const height = (point: number) => (rest[2 * point + 1] ?? 0) + (way(point)[1] ?? 0)
    expect(height(upper)).toBeCloseTo(height(lower), 3)
  }
  for (const point of [...EYES.right.upper, ...new Set(behind)]) expect(way(point)).toEqual(near(0, 0))
})

test('corners of a smile go up and apart, a raised brow up', () => {
  const [x = 0, y = 0] = puppet().move({ smile: 1, wide: 1 })(LEFT_CORNER)
  expect(x).toBeLessThan(-3)
  expect(y).toBeLessThan(-3)
  const way = puppet().move({ brows: { left: 1, right: 0 } })
  expect(way(BROW)[1]).toBeLessThan(-4)
  expect(way(334)).toEqual(near(0, 0))
})

test('a head turns by a part of the angle, the nose first, and the edge of the picture holds still', () => {
  const { move, rest } = puppet()
  const slight = move({ yaw: 0.3 })(NOSE)[0] ?? 0
  const way = move({ yaw: 9, roll: -9 })
  expect(slight).toBeGreaterThan(5)
  const last = rest.length / 2 - 2 * 18 - 22 - EDGE.length
  for (let index = 0; index < EDGE.length; index += 1) expect(way(last + index)).toEqual(near(0, 0))
  expect(move({ yaw: 9 })(NOSE)[0]).toBeLessThan(40)
  expect(move({ yaw: -0.3 })(NOSE)[0]).toBeLessThan(-5)
})

test('the table is a face with one hole, whose edge is that of the lips; points are those that there are', () => {
  const edges = new Map<string, number>()
  for (let first = 0; first < TRIANGLES.length; first += 3) {
    for (let side = 0; side < 3; side += 1) {
      const ends = [TRIANGLES[first + side] ?? 0, TRIANGLES[first + ((side + 1) % 3)] ?? 0]
      const edge = ends.sort((one, other) => one - other).join()
      edges.set(edge, (edges.get(edge) ?? 0) + 1)
    }
  }
  const open = [...edges].filter(([, count]) => count === 1).flatMap(([edge]) => edge.split(',').map(Number))
  expect(new Set(open)).toEqual(new Set([...EDGE, ...MOUTH.upper, ...MOUTH.lower]))
  const { face, behind, around, rest } = puppet()
  expect(face.length).toBe(3 * (880 - 28))
  expect(Math.max(...face, ...behind, ...around)).toBe(rest.length / 2 - 1)
})

test('a mesh of nothing moves nowhere that is no number', () => {
  const { move } = createPuppet(new Float32Array(468 * 3), BOUNDS)
  const to = move({ ...CALM, open: 1, yaw: 1, blink: { left: 1, right: 1 } })
  expect(to.every(Number.isFinite)).toBe(true)
})
