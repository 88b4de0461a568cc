import { expect, test } from 'vitest'
import { outlineOf, seenOn, turnOf } from './space.ts'

const near = (values: readonly number[]) => values.map(value => expect.closeTo(value, 6))
const AHEAD = { yaw: 0, pitch: 0, roll: 0 }

test('a head turns to the right, nods down, and tilts clockwise', () => {
  const quarter = Math.PI / 2
  expect(turnOf({ ...AHEAD, yaw: quarter })([0, 0, 1])).toEqual(near([1, 0, 0]))
  expect(turnOf({ ...AHEAD, pitch: quarter })([0, 0, 1])).toEqual(near([0, 1, 0]))
  expect(turnOf({ ...AHEAD, roll: quarter })([1, 0, 0])).toEqual(near([0, 1, 0]))
})

test('what lies on the front is seen where it is, what lies behind at the edge', () => {
  const ball = { middle: [0, 0, 0], radii: [1, 1, 1] } as const
  expect(seenOn(ball, turnOf(AHEAD), 0.3, -0.4).slice(0, 2)).toEqual(near([0.3, -0.4]))
  const [x, y] = seenOn(ball, turnOf({ ...AHEAD, yaw: 1 }), 0.9, 0.1)
  expect(Math.hypot(x, y)).toBeCloseTo(1)
  expect(x).toBeGreaterThan(0.9)
})

test('an ellipsoid is seen as an ellipse, which turns with it', () => {
  const ball = { middle: [1, 0, 0], radii: [3, 2, 1] } as const
  expect(outlineOf(ball, turnOf(AHEAD))).toMatchObject({ x: 1, y: 0, long: 3, short: 2, angle: 0 })
  const side = outlineOf(ball, turnOf({ ...AHEAD, yaw: Math.PI / 2 }))
  expect([side.long, side.short]).toEqual(near([2, 1]))
  expect(Math.abs(side.angle)).toBeCloseTo(Math.PI / 2)
  expect(outlineOf(ball, turnOf({ ...AHEAD, roll: 0.5 })).angle).toBeCloseTo(0.5)
})
