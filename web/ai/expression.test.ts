import { expect, test } from 'vitest'
import { turnOf } from '../avatar/space.ts'
import { createCalm } from './calm.ts'
import { measure } from './expression.ts'

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

test('a face that looks ahead is where it is, and as large as it is', () => {
  expect(measure(meshOf(calm()), SIZE)).toMatchObject({
    x: expect.closeTo(0.5, 5),
    y: expect.closeTo((200 + 20.5) / 400, 5),
    size: expect.closeTo(127 / 400, 5),
    yaw: expect.closeTo(0, 5),
    pitch: expect.closeTo(0, 5),
    roll: expect.closeTo(0, 5),
  })
})

test.each([
  { yaw: 0.5, pitch: 0, roll: 0 },
  { yaw: 0, pitch: 0.3, roll: 0 },
  { yaw: 0, pitch: 0, roll: -0.7 },
  { yaw: -0.6, pitch: -0.25, roll: 0.4 },
  { yaw: 0.35, pitch: 0.2, roll: 2.5 },
])('a face turned by $yaw, $pitch, $roll tells these angles, and the same measures as before', angles => {
  const { eyes, brows, open, wide } = measure(meshOf(calm()), SIZE)
  const near = ({ left, right }: { left: number; right: number }) => ({
    left: expect.closeTo(left, 4),
    right: expect.closeTo(right, 4),
  })
  expect(measure(meshOf(calm(), angles, [200, 150], 0.5), SIZE)).toMatchObject({
    yaw: expect.closeTo(angles.yaw, 4),
    pitch: expect.closeTo(angles.pitch, 4),
    roll: expect.closeTo(angles.roll, 4),
    size: expect.closeTo(127 / 800, 5),
    open: expect.closeTo(open, 4),
    wide: expect.closeTo(wide, 4),
    eyes: near(eyes),
    brows: near(brows),
  })
})

/** What is told of the calm face with some places elsewhere, after it was calm for a while. */
function changed(changes: Places) {
  const read = createCalm()
  const angles = { yaw: 0.3, pitch: 0.1, roll: 0.2 }
  for (let picture = 0; picture < 50; picture += 1) read(measure(meshOf(calm(), angles), SIZE))
  const pose = read(measure(meshOf({ ...calm(), ...changes }, angles), SIZE))
  if (pose === undefined) throw new Error('There is a face.')
  return pose
}

test('a calm face does nothing, whatever it is like', () => {
  const { blink, brows, open, wide, smile } = changed({})
  expect({ blink, brows, open, wide, smile }).toEqual({
    ...{ blink: { left: 0, right: 0 }, brows: { left: 0, right: 0 } },
    ...{ open: 0, wide: 0, smile: 0 },
  })
})

test('one eye shut is shut on its side', () => {
  const { blink } = changed({ 160: [-35, 1, 5], 159: [-30, 1.5, 6], 158: [-25, 1, 6] })
  expect(blink).toEqual({ left: 1, right: 0 })
})

test('a mouth opens, is drawn wide with a smile, and pursed', () => {
  expect(changed({ 13: [0, 42, 20], 14: [0, 60, 20] }).open).toBeGreaterThan(0.7)
  expect(changed({ 61: [-29, 46, 10], 291: [29, 46, 10] })).toMatchObject({ wide: 1, smile: 1 })
  expect(changed({ 61: [-20, 48, 14], 291: [20, 48, 14] })).toMatchObject({ wide: -1, smile: 0 })
})

test('a brow is raised, the other one drawn down', () => {
  const { brows } = changed({ 105: [-37, -28, 8], 334: [37, -17, 8] })
  expect(brows).toEqual({ left: 1, right: -1 })
})

test('an eye that is shut for seconds is still shut, and narrow eyes are open after a second', () => {
  const narrow: Places = Object.fromEntries(
    [160, 159, 158, 387, 386, 385].map(point => [point, [...(calm()[point] ?? [0, 0, 0])] as Places[number]]),
  )
  for (const place of Object.values(narrow)) place[1] += 1.4
  const read = createCalm()
  const see = (places: Places) =>
    read(measure(meshOf({ ...calm(), ...places }), SIZE))?.blink.left ?? Number.NaN
  const blinks = Array.from({ length: 30 }, () => see(narrow))
  expect(blinks[0]).toBeGreaterThan(0.2)
  expect(blinks.at(-1)).toBe(0)
  const shut = { 160: [-35, 1.9, 5], 159: [-30, 2.2, 6], 158: [-25, 1.9, 6] } as Places
  expect(Array.from({ length: 75 }, () => see(shut)).every(blink => blink === 1)).toBe(true)
})

test('nobody is no pose, and a mesh of nothing is one of numbers', () => {
  const read = createCalm()
  expect(read(undefined)).toBeUndefined()
  const pose = read(measure(new Float32Array(468 * 3), SIZE))
  expect(JSON.stringify(pose)).not.toMatch(/null/)
})
