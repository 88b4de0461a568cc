import { expect, test } from 'vitest'
import { turnOf } from '../avatar/space.ts'
import { poseOf } from './expression.ts'

type Places = Record<number, [x: number, y: number, nearer: number]>

/** Half of a calm face, to the picture's left: x from its middle, y down, and how much nearer than the eyes' line. */
const LEFT: [point: number, opposite: number, ...place: Places[number]][] = [
  [33, 263, -41, 0, 0],
  [133, 362, -17, 1, 4],
  [127, 356, -60, 2, -38],
  [234, 454, -59, 13, -40],
  [160, 387, -35, -3, 5],
  [144, 373, -35, 3, 5],
  [159, 386, -30, -3.5, 6],
  [145, 374, -30, 3.5, 6],
  [158, 385, -25, -3, 6],
  [153, 380, -25, 3, 6],
  [105, 334, -37, -22, 8],
  [61, 291, -24, 48, 10],
]
/** Along the middle: forehead, chin, lips. */
const MIDDLE: Places = { 10: [0, -43, 8], 152: [0, 84, 8], 13: [0, 46, 20], 14: [0, 47, 20] }
const SIZE = { width: 640, height: 400 }

function calm(): Places {
  const sides = LEFT.flatMap(([point, opposite, x, y, nearer]) => [
    [point, [x, y, nearer]] as const,
    [opposite, [-x, y, nearer]] as const,
  ])
  return { ...MIDDLE, ...Object.fromEntries(sides) }
}

/** As the net tells it: turned about its middle, and moved there. */
function meshOf(
  places: Places,
  angles = { yaw: 0, pitch: 0, roll: 0 },
  [left, top]: readonly [number, number] = [320, 200],
  scale = 1,
): Float32Array {
  const mesh = new Float32Array(468 * 3)
  const turn = turnOf(angles)
  for (const [point, place] of Object.entries(places)) {
    const [x, y, nearer] = turn(place)
    mesh.set([left + scale * x, top + scale * y, -scale * nearer], Number(point) * 3)
  }
  return mesh
}

test('a calm face that looks ahead does nothing', () => {
  const pose = poseOf(meshOf(calm()), SIZE)
  expect(pose.x).toBeCloseTo(0.5, 5)
  expect(pose.y).toBeCloseTo((200 + 20.5) / 400, 5)
  expect(pose.size).toBeCloseTo(127 / 400, 5)
  for (const value of [
    pose.yaw,
    pose.pitch,
    pose.roll,
    pose.open,
    pose.wide,
    pose.brows.left,
    pose.brows.right,
  ])
    expect(value).toBeCloseTo(0, 5)
  expect(pose.blink).toEqual({ left: 0, right: 0 })
})

test.each([
  { yaw: 0.5, pitch: 0, roll: 0 },
  { yaw: 0, pitch: 0.3, roll: 0 },
  { yaw: 0, pitch: 0, roll: -0.7 },
  { yaw: -0.6, pitch: -0.25, roll: 0.4 },
  { yaw: 0.35, pitch: 0.2, roll: 2.5 },
])('a face turned by $yaw, $pitch, $roll tells these angles, and the same as before otherwise', angles => {
  const pose = poseOf(meshOf(calm(), angles, [200, 150], 0.5), SIZE)
  expect(pose).toMatchObject({
    yaw: expect.closeTo(angles.yaw, 4),
    pitch: expect.closeTo(angles.pitch, 4),
    roll: expect.closeTo(angles.roll, 4),
    size: expect.closeTo(127 / 800, 5),
    open: expect.closeTo(0, 4),
    wide: expect.closeTo(0, 4),
    smile: expect.closeTo(poseOf(meshOf(calm()), SIZE).smile, 4),
    blink: { left: expect.closeTo(0, 4), right: expect.closeTo(0, 4) },
    brows: { left: expect.closeTo(0, 4), right: expect.closeTo(0, 4) },
  })
})

/** The calm face with some places elsewhere. */
const changed = (changes: Places) =>
  poseOf(meshOf({ ...calm(), ...changes }, { yaw: 0.3, pitch: 0.1, roll: 0.2 }), SIZE)

test('one eye shut is shut on its side', () => {
  const { blink } = changed({ 160: [-35, 2, 5], 159: [-30, 2.5, 6], 158: [-25, 2, 6] })
  expect(blink.left).toBe(1)
  expect(blink.right).toBe(0)
})

test('a mouth opens, is drawn wide, pursed, and smiles', () => {
  expect(changed({ 13: [0, 38, 20], 14: [0, 68, 20] }).open).toBeGreaterThan(0.7)
  expect(changed({ 61: [-33, 48, 10], 291: [33, 48, 10] }).wide).toBe(1)
  expect(changed({ 61: [-16, 48, 14], 291: [16, 48, 14] }).wide).toBe(-1)
  expect(changed({ 61: [-28, 40, 10], 291: [28, 40, 10] }).smile).toBe(1)
  expect(changed({ 61: [-24, 52, 10], 291: [24, 52, 10] }).smile).toBe(0)
})

test('a brow is raised, the other one drawn down', () => {
  const { brows } = changed({ 105: [-37, -36, 8], 334: [37, -14, 8] })
  expect(brows).toEqual({ left: 1, right: -1 })
})

test('a mesh of nothing is a pose of numbers', () => {
  const { blink, brows, ...rest } = poseOf(new Float32Array(468 * 3), SIZE)
  for (const value of [...Object.values(rest), ...Object.values(blink), ...Object.values(brows)])
    expect(Number.isNaN(value)).toBe(false)
})
