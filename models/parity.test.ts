import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { expect, test } from 'vitest'
import { MODELS } from '../web/ai/registry.ts'
import { buildModel } from './build.ts'

/** By how much the two may differ, of values that lie between 0 and 1, or beside the largest. */
const TOLERANCE = 1e-5
/** Height and width of what follows the picture. */
const SIDE = { height: 72, width: 128 } as Record<string, number>

/** Head and shoulders, roughly, before a wall: something for nets that look for people. */
function personAt(x: number, y: number): [red: number, green: number, blue: number] {
  const within = (middle: number, top: number, wide: number, high: number) =>
    ((x - middle) / wide) ** 2 + ((y - top) / high) ** 2 < 1
  const shade = 0.9 + 0.1 * Math.sin(40 * x) * Math.sin(30 * y)
  if (within(0.44, 0.4, 0.03, 0.015) || within(0.56, 0.4, 0.03, 0.015)) return [0.1, 0.1, 0.1]
  if (within(0.5, 0.56, 0.06, 0.015)) return [0.6, 0.2, 0.2]
  if (within(0.5, 0.45, 0.14, 0.2)) return [0.85 * shade, 0.65 * shade, 0.55 * shade]
  if (within(0.5, 0.38, 0.17, 0.22)) return [0.25 * shade, 0.15 * shade, 0.1 * shade]
  if (within(0.5, 1.05, 0.4, 0.38)) return [0.2 * shade, 0.25 * shade, 0.5 * shade]
  return [0.7 * shade, 0.75 * shade, 0.7 * shade]
}

const PICTURES = MODELS.filter(({ task }) => task !== 'speech')

test.each(PICTURES)('$id gives in WebAssembly what onnxruntime gives', async model => {
  const bytes = await buildModel(model)
  web.env.wasm.numThreads = 1
  const feeds = model.inputs.map(({ name, shape, range: [low, high] = [0, 1] }) => {
    const sizes = shape.map(size => (typeof size === 'number' ? size : (SIDE[size] ?? 1)))
    const [, , height = 1, width = 1] = sizes
    const length = sizes.reduce((product, size) => product * size)
    const person = (index: number) =>
      personAt((index % width) / width, (Math.floor(index / width) % height) / height)
    const value = (index: number) => person(index)[Math.floor(index / (width * height))] ?? 0
    return {
      name,
      sizes,
      data: Float32Array.from({ length }, (_, index) => low + (high - low) * value(index)),
    }
  })
  const expected = await (await native.InferenceSession.create(bytes)).run(
    Object.fromEntries(
      feeds.map(({ name, sizes, data }) => [name, new native.Tensor('float32', data, sizes)]),
    ),
  )
  const made = await (await web.InferenceSession.create(bytes)).run(
    Object.fromEntries(feeds.map(({ name, sizes, data }) => [name, new web.Tensor('float32', data, sizes)])),
  )
  expect(Object.keys(made).sort()).toEqual(model.outputs.map(({ name }) => name).sort())
  for (const { name } of model.outputs) {
    const wanted = expected[name]?.data as Float32Array
    const data = made[name]?.data as Float32Array
    expect(data.length).toBe(wanted.length)
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
    const apart = data.reduce(
      (most, value, index) => Math.max(most, Math.abs(value - (wanted[index] ?? 0))),
      0,
    )
    expect(apart / largest).toBeLessThan(TOLERANCE)
    // It is no picture of one colour; a single number cannot tell.
    if (wanted.length > 1) expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(0.1)
  }
})
