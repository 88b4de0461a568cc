import * as native from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { findModel } from '../web/ai/load.ts'
import { overlap, readObjects, toInput } from '../web/ai/objects.ts'
import type { Tensor } from '../web/ai/session.ts'
import { LOOK_SIDE } from '../web/protocol/objects.ts'
import { buildModel } from './build.ts'

type Part = [left: number, top: number, right: number, bottom: number, colour: [number, number, number]]

const WALL: Part = [0, 0, 1, 1, [190, 185, 180]]
const DESK: Part = [0, 0.83, 1, 1, [130, 95, 60]]
const GREY: Part[4] = [40, 40, 42]

/** A monitor, and where it stands. */
const MONITOR: Part[] = [
  [0.27, 0.14, 0.73, 0.66, [20, 20, 22]],
  [0.28, 0.16, 0.72, 0.63, [60, 110, 180]],
  [0.46, 0.66, 0.54, 0.8, GREY],
  [0.4, 0.79, 0.6, 0.85, GREY],
]
const BOX = { left: 0.27, top: 0.14, width: 0.46, height: 0.71 }

/** Rectangles on one another, 0..1, a plane for each colour. */
function draw(parts: Part[]): Float32Array {
  const area = LOOK_SIDE * LOOK_SIDE
  const planes = new Float32Array(3 * area)
  for (const [left, top, right, bottom, colour] of parts) {
    for (let y = Math.round(top * LOOK_SIDE); y < Math.round(bottom * LOOK_SIDE); y += 1)
      for (let x = Math.round(left * LOOK_SIDE); x < Math.round(right * LOOK_SIDE); x += 1)
        for (const [plane, value] of colour.entries()) planes[plane * area + y * LOOK_SIDE + x] = value / 255
  }
  return planes
}

test('what is drawn is found where it is, and an empty desk is empty', async () => {
  const session = await native.InferenceSession.create(await buildModel(findModel('objects')))
  const look = async (parts: Part[]) => {
    const { data, shape } = toInput(draw([WALL, DESK, ...parts]))
    const made = await session.run({ input: new native.Tensor('float32', data, shape) })
    const outputs = Object.entries(made).map(([name, { data, dims }]): [string, Tensor] => {
      return [name, { data: data as Float32Array, shape: [...dims] }]
    })
    return readObjects(Object.fromEntries(outputs))
  }
  const [surest] = await look(MONITOR)
  expect(surest).toMatchObject({ label: 'monitor' })
  expect(surest?.score).toBeGreaterThan(0.5)
  expect(surest && overlap(surest.box, BOX)).toBeGreaterThan(0.8)
  expect(await look([])).toEqual([])
})
