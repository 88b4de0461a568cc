import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { expect, test } from 'vitest'
import { MODELS } from '../web/ai/registry.ts'
import { buildModel } from './build.ts'

/** By how much the two may differ, of values that lie between 0 and 1, or beside the largest. */
const TOLERANCE = 1e-5
/** Height and width of what follows the picture. */
const SIDE = { height: 72, width: 128 } as Record<string, number>

test.each(MODELS)('$id gives in WebAssembly what onnxruntime gives', async model => {
  const bytes = await buildModel(model)
  web.env.wasm.numThreads = 1
  const feeds = model.inputs.map(({ name, shape, range: [low, high] = [0, 1] }) => {
    const sizes = shape.map(size => (typeof size === 'number' ? size : (SIDE[size] ?? 1)))
    const length = sizes.reduce((product, size) => product * size)
    const wave = (index: number) => (Math.sin(index / 7) * Math.sin(index / 613) + 1) / 2
    return {
      name,
      sizes,
      data: Float32Array.from({ length }, (_, index) => low + (high - low) * wave(index)),
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
    expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(0.1)
  }
})
