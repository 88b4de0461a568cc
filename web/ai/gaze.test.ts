import { expect, test } from 'vitest'
import { axesOf } from '../avatar/axes.ts'
import { turnOf } from '../avatar/space.ts'
import { gazeOf, startGaze } from './gaze.ts'
import { cornersOf, type Side } from './iris.ts'
import type { Session } from './session.ts'

const LEVEL: [point: number, x: number, y: number, nearer: number][] = [
  [33, -41, 0, 0],
  [263, 41, 0, 0],
  [133, -17, 0, 0],
  [362, 17, 0, 0],
  [127, -60, 2, -38],
  [356, 60, 2, -38],
  [234, -59, 13, -40],
  [454, 59, 13, -40],
  [10, 0, -43, 8],
  [152, 0, 84, 8],
]
const OPEN = { left: 0, right: 0 }
const PIXELS = { data: new Uint8Array(400 * 300 * 4), width: 400, height: 300 }

function meshOf(angles = { yaw: 0, pitch: 0, roll: 0 }, scale = 1): Float32Array {
  const mesh = new Float32Array(468 * 3)
  for (const [point, ...place] of LEVEL) {
    const [x, y, nearer] = turnOf(angles)(place)
    mesh.set([200 + scale * x, 150 + scale * y, -scale * nearer], 3 * point)
  }
  return mesh
}

/** Where the middle of an iris is seen, on a ball as large as an eye's, that looks there. */
function irisAt(mesh: Float32Array, side: Side, yaw: number, pitch: number) {
  const { across, down, away } = axesOf(mesh)
  const [left, right] = cornersOf(mesh, side)
  const wide = Math.hypot(...left.map((value, axis) => value - (right[axis] ?? 0)))
  const at = (axis: 0 | 1) =>
    (left[axis] + right[axis]) / 2 +
    wide * 0.2 * away[axis] +
    wide *
      0.38 *
      (Math.cos(pitch) * Math.sin(yaw) * across[axis] +
        Math.sin(pitch) * down[axis] -
        Math.cos(pitch) * Math.cos(yaw) * away[axis])
  return { x: at(0), y: at(1), radius: 5 }
}

test.each([
  { yaw: 0, pitch: 0, roll: 0 },
  { yaw: 0.4, pitch: 0, roll: 0 },
  { yaw: -0.3, pitch: 0.2, roll: 0.5 },
])('eyes tell where they look beside their head, which is turned by $yaw, $pitch, $roll', angles => {
  const mesh = meshOf(angles, 0.8)
  for (const side of ['left', 'right'] as const) {
    for (const [yaw, pitch] of [
      [0, 0],
      [0.3, 0],
      [-0.3, 0.2],
      [0.1, -0.25],
    ] as const) {
      const gaze = gazeOf(mesh, side, irisAt(mesh, side, yaw, pitch))
      expect(gaze).toEqual({ yaw: expect.closeTo(yaw, 4), pitch: expect.closeTo(pitch, 4) })
    }
  }
})

test('an iris anywhere, and a mesh of nothing, give numbers', () => {
  const { yaw } = gazeOf(meshOf(), 'left', { x: 9999, y: 150, radius: 1 })
  expect(yaw).toBeGreaterThan(1)
  const { yaw: other, pitch } = gazeOf(new Float32Array(468 * 3), 'right', { x: 0, y: 0, radius: 0 })
  expect([other, pitch].every(Number.isFinite)).toBe(true)
})

/** Sees both irises so far beside the middle of their eyes, in the picture's pixels. */
function irises() {
  const state = { aside: 0, seen: [] as Side[] }
  const mesh = meshOf()
  const net: Session = {
    provider: 'wasm',
    async run() {
      const side = state.seen.length % 2 === 0 ? 1 : -1
      state.seen.push(side === 1 ? 'left' : 'right')
      const x = 32 + side * (state.aside / (2.3 * 24)) * 64
      const data = Float32Array.from([x, 32, 0, x + 3, 32, 0, x, 29, 0, x - 3, 32, 0, x, 35, 0])
      return { output: { data, shape: [1, 15, 1, 1] } }
    },
    close: async () => {},
  }
  const look = startGaze(net)
  const see = (blink = OPEN) => look(PIXELS, { mesh, blink })
  return { state, see, lose: () => look(PIXELS, undefined) }
}

test('one eye is looked at in each picture, in turn, and right is right for both', async () => {
  const { state, see } = irises()
  state.aside = 3
  const gazes = [await see(), await see(), await see()]
  expect(state.seen).toHaveLength(3)
  for (const { yaw, pitch } of gazes) {
    expect(yaw).toBeGreaterThan(0.2)
    expect(Math.abs(pitch)).toBeLessThan(0.02)
  }
  state.aside = -3
  await see()
  expect((await see()).yaw).toBeLessThan(-0.2)
})

test('while eyes are closed they are not looked at, and their gaze stays', async () => {
  const { state, see } = irises()
  state.aside = 3
  await see()
  const before = await see()
  state.aside = -3
  expect(await see({ left: 1, right: 0.9 })).toEqual(before)
  expect(state.seen).toHaveLength(2)
})

test('an eye that is shut alone is not looked at', async () => {
  const { state, see } = irises()
  state.aside = 3
  await see({ left: 0, right: 1 })
  expect((await see({ left: 0, right: 1 })).yaw).not.toBe(0)
  expect(state.seen).toHaveLength(2)
})

test('where eyes usually look is ahead after a while, and a new face begins anew; no farther than eyes go', async () => {
  const { state, see, lose } = irises()
  state.aside = 2
  const first = (await see()).yaw
  for (let picture = 0; picture < 3000; picture += 1) await see()
  expect(Math.abs((await see()).yaw)).toBeLessThan(first / 10)
  expect(await lose()).toEqual({ yaw: 0, pitch: 0 })
  await see()
  expect((await see()).yaw).toBeGreaterThan(0.8 * first)
  state.aside = 30
  await see()
  expect((await see()).yaw).toBe(0.6)
})

test('of eyes of a few pixels nothing is believed', async () => {
  const net: Session = {
    provider: 'wasm',
    run: () => Promise.reject(new Error('It is not asked.')),
    close: async () => {},
  }
  const gaze = await startGaze(net)(PIXELS, { mesh: meshOf(undefined, 0.3), blink: OPEN })
  expect(gaze).toEqual({ yaw: 0, pitch: 0 })
})
