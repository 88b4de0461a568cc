import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { concat } from './protobuf.ts'
import { convertTfjs } from './tfjs.ts'

const ints = (...numbers: number[]) => ({ list: { i: numbers.map(String) } })
const text = (value: string) => ({ s: btoa(value) })
const weight = (name: string, shape: number[], dtype = 'float32') => ({ name, shape, dtype })
const half = (name: string, shape: number[]) => ({
  ...weight(name, shape),
  quantization: { dtype: 'float16' },
})

/** A picture of 3×3 with one channel, 1 to 9. */
const PICTURE = Float32Array.from({ length: 9 }, (_, index) => index + 1)

type Node = { name: string; op: string; input?: string[]; attr?: object }

async function run(
  nodes: Node[],
  weights: object[],
  values: (Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>)[],
) {
  const input = {
    name: 'picture',
    op: 'Placeholder',
    attr: { shape: { shape: { dim: [-1, 3, 3, 1].map(size) } } },
  }
  const bins = concat(values.map(({ buffer }) => new Uint8Array(buffer)))
  const json = {
    modelTopology: { node: [input, ...nodes, { name: 'out', op: 'Identity', input: [nodes.at(-1)?.name] }] },
    weightsManifest: [{ weights }],
  }
  const session = await InferenceSession.create(convertTfjs(json, bins))
  const { out } = await session.run({ input: new Tensor('float32', PICTURE, [1, 1, 3, 3]) })
  return { data: [...(out?.data ?? [])], shape: out?.dims }
}

const size = (length: number) => ({ size: String(length) })

test('SAME pads behind rather than before, and what is negative is cut off where that is fused', async () => {
  const conv = {
    name: 'conv',
    op: '_FusedConv2D',
    input: ['picture', 'kernel', 'bias'],
    attr: {
      strides: ints(1, 2, 2, 1),
      padding: text('SAME'),
      fused_ops: { list: { s: [btoa('BiasAdd'), btoa('Relu')] } },
    },
  }
  const weights = [weight('kernel', [2, 2, 1, 1]), weight('bias', [1])]
  const made = await run([conv], weights, [Float32Array.of(1, 10, 100, 1000), Float32Array.of(-700)])
  // 1 2 3      1·1 + 2·10 + 4·100 + 5·1000   3·1 + 6·100
  // 4 5 6  ->
  // 7 8 9      7·1 + 8·10                    9·1            less 700
  expect(made).toEqual({ data: [4721, 0, 0, 0], shape: [1, 1, 2, 2] })
})

test('a depthwise kernel keeps its channels apart', async () => {
  const depthwise = {
    name: 'depthwise',
    op: 'DepthwiseConv2dNative',
    input: ['picture', 'kernel'],
    attr: { strides: ints(1, 1, 1, 1), padding: text('VALID') },
  }
  const made = await run(
    [depthwise],
    [weight('kernel', [3, 3, 1, 1])],
    [Float32Array.of(0, 0, 0, 0, 2, 0, 0, 0, 1)],
  )
  expect(made).toEqual({ data: [19], shape: [1, 1, 1, 1] })
})

test('a pad of channels is one of the second axis, and reshaping sees channels last', async () => {
  const pad = { name: 'pad', op: 'Pad', input: ['picture', 'paddings'] }
  const reshape = { name: 'reshape', op: 'Reshape', input: ['pad', 'shape'] }
  const weights = [weight('paddings', [4, 2], 'int32'), weight('shape', [2], 'int32')]
  const made = await run([pad, reshape], weights, [
    Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1),
    Int32Array.of(9, 2),
  ])
  expect(made.shape).toEqual([9, 2])
  expect(made.data.slice(0, 6)).toEqual([1, 0, 2, 0, 3, 0])
})

test('pooling takes the largest', async () => {
  const attr = { ksize: ints(1, 2, 2, 1), strides: ints(1, 2, 2, 1), padding: text('SAME') }
  const made = await run([{ name: 'pool', op: 'MaxPool', input: ['picture'], attr }], [], [])
  expect(made.data).toEqual([5, 6, 8, 9])
})

test('weights in halves, and a slope for each channel below nothing, also where it is fused', async () => {
  const conv = {
    name: 'conv',
    op: '_FusedConv2D',
    input: ['picture', 'kernel', 'bias', 'slope'],
    attr: {
      strides: ints(1, 3, 3, 1),
      padding: text('VALID'),
      fused_ops: { list: { s: [btoa('BiasAdd'), btoa('Prelu')] } },
    },
  }
  const prelu = { name: 'prelu', op: 'Prelu', input: ['conv', 'slope'] }
  const weights = [half('kernel', [1, 1, 1, 2]), half('bias', [2]), half('slope', [1, 1, 2])]
  // 1 and -1; 1.5 and -1; 0.5 and 0.25.
  const made = await run([conv, prelu], weights, [
    Uint16Array.of(0x3c00, 0xbc00),
    Uint16Array.of(0x3e00, 0xbc00),
    Uint16Array.of(0x3800, 0x3400),
  ])
  expect(made).toEqual({ data: [2.5, -2 / 16], shape: [1, 2, 1, 1] })
})

test('of a graph that gives more, one step can be wanted, without what it does not need', async () => {
  const relu = { name: 'relu', op: 'Relu', input: ['picture'] }
  const node = {
    name: 'picture',
    op: 'Placeholder',
    attr: { shape: { shape: { dim: [1, 3, 3, 1].map(size) } } },
  }
  const json = {
    modelTopology: { node: [node, relu, { name: 'unknown', op: 'Softplus', input: ['relu'] }] },
    weightsManifest: [{ weights: [] }],
  }
  const session = await InferenceSession.create(convertTfjs(json, new Uint8Array(), 'relu'))
  const made = await session.run({ input: new Tensor('float32', PICTURE, [1, 1, 3, 3]) })
  expect(Object.keys(made)).toEqual(['output'])
  expect([...(made.output?.data ?? [])]).toEqual([...PICTURE])
  expect(() => convertTfjs(json, new Uint8Array(), 'nothing')).toThrow('nothing')
})

test('what is not known, not there, or of another length is an error', async () => {
  const relu = { name: 'relu', op: 'Relu', input: ['picture'] }
  await expect(run([{ name: 'x', op: 'Softplus', input: ['picture'] }], [], [])).rejects.toThrow('Softplus')
  await expect(run([{ ...relu, input: ['nothing'] }], [], [])).rejects.toThrow('nothing')
  await expect(run([relu], [weight('w', [2])], [Float32Array.of(1)])).rejects.toThrow('fewer')
  await expect(run([relu], [], [Float32Array.of(1)])).rejects.toThrow('more')
})
