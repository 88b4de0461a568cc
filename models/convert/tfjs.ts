import * as v from 'valibot'
import { frameOf, type Window } from './frame.ts'
import { type Graph, startGraph } from './onnx.ts'
import { transpose, type Weight } from './weight.ts'

const attribute = v.looseObject({
  s: v.optional(v.string()),
  list: v.optional(v.object({ i: v.optional(v.array(v.string())), s: v.optional(v.array(v.string())) })),
  shape: v.optional(v.object({ dim: v.optional(v.array(v.object({ size: v.string() }))) })),
})
const operation = v.object({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string()), []),
  attr: v.optional(v.record(v.string(), attribute), {}),
})
const file = v.object({
  modelTopology: v.object({ node: v.array(operation) }),
  weightsManifest: v.array(
    v.object({
      weights: v.array(
        v.object({
          name: v.string(),
          shape: v.array(v.number()),
          dtype: v.picklist(['float32', 'int32']),
          quantization: v.optional(v.object({ dtype: v.literal('float16') })),
        }),
      ),
    }),
  ),
})

type Operation = v.InferOutput<typeof operation>
type Entry = v.InferOutput<typeof file>['weightsManifest'][number]['weights'][number]
/** A tensor of the new graph, and its shape; pictures are turned to channels first. */
type Value = { name: string; shape: number[] }
type Context = { graph: Graph; value(name: string): Value; weight(name: string): Weight }

/**
 * A graph model of TensorFlow.js as ONNX: the operators of which nets are made that look for things in pictures.
 * @param bins its weights, one file after another
 * @param wanted name of the one step whose result is its `output`, without what that does not need; absent: its own outputs
 */
export function convertTfjs(json: unknown, bins: Uint8Array, wanted?: string): Uint8Array<ArrayBuffer> {
  const { modelTopology, weightsManifest } = v.parse(file, json)
  const weights = readWeights(
    weightsManifest.flatMap(group => group.weights),
    bins,
  )
  const graph = startGraph('tfjs')
  const values = new Map<string, Value>()
  const find = <Kind>(known: Map<string, Kind>) => {
    return (name: string) => {
      const found = known.get(name.replace(/:0$/, ''))
      if (found === undefined) throw new Error(`The graph has no ${name}.`)
      return found
    }
  }
  const context: Context = { graph, value: find(values), weight: find(weights) }
  const steps = wanted === undefined ? modelTopology.node : stepsTo(modelTopology.node, wanted)
  for (const node of steps) {
    if (node.op === 'Const') continue
    const convert = OPERATORS[node.op]
    if (convert === undefined) throw new Error(`The operator ${node.op} is not known.`)
    values.set(node.name, convert(node, context))
  }
  if (wanted !== undefined) {
    const { name, shape } = context.value(wanted)
    graph.output('output', name, shape)
  }
  return graph.finish()
}

/** What comes before a step, and that step, in the order of the graph. */
function stepsTo(nodes: Operation[], wanted: string): Operation[] {
  const needed = new Set([wanted])
  // Every step stands behind those it needs.
  for (const { name, input } of nodes.toReversed()) {
    if (needed.has(name)) for (const from of input) needed.add(from.replace(/:0$/, ''))
  }
  return nodes.filter(({ name }) => needed.has(name))
}

const OPERATORS: Record<string, (node: Operation, context: Context) => Value> = {
  Placeholder({ attr }, { graph }) {
    const [batch, height, width, channels] = attr.shape?.shape?.dim?.map(({ size }) => Number(size)) ?? []
    // Any number of pictures, -1, is one.
    const shape = [batch, channels, height, width].map(size => Math.max(1, size ?? 1))
    return { name: graph.input('input', shape), shape }
  },
  Identity(node, { graph, value }) {
    const from = value(first(node))
    graph.output(node.name, from.name, from.shape)
    return from
  },
  _FusedConv2D(node, context) {
    const [, kernel = '', bias = '', slope] = node.input
    const made = convolve(node, context, transpose(context.weight(kernel), [3, 2, 0, 1]), 1, bias)
    const fused = node.attr.fused_ops?.list?.s?.map(atob) ?? []
    if (fused[0] !== 'BiasAdd' || fused.length > 2) throw new Error(`${fused} cannot be fused.`)
    if (fused[1] === 'Prelu') return prelu(context, made, slope)
    return fused[1] === undefined ? made : simple(context, fused[1], [made])
  },
  DepthwiseConv2dNative(node, context) {
    const [, kernel = ''] = node.input
    const weight = transpose(context.weight(kernel), [2, 3, 0, 1])
    return convolve(node, context, weight, weight.shape[0] ?? 1)
  },
  AddV2: ({ input }, context) => simple(context, 'Add', input.map(context.value)),
  Relu: (node, context) => simple(context, 'Relu', [context.value(first(node))]),
  Sigmoid: (node, context) => simple(context, 'Sigmoid', [context.value(first(node))]),
  Prelu: ({ input }, context) => prelu(context, context.value(input[0] ?? ''), input[1]),
  MaxPool(node, context) {
    const from = context.value(first(node))
    const { side, strides, same } = windowOf(node, spatial(node, 'ksize'))
    const { pads, size } = frameOf(from.shape.slice(2), { side, strides, same })
    const name = context.graph.node('MaxPool', [from.name], { kernel_shape: side, strides, pads })
    return { name, shape: [...from.shape.slice(0, 2), ...size] }
  },
  Pad({ input }, { graph, value, weight }) {
    const from = value(input[0] ?? '')
    const paddings = [...weight(input[1] ?? '').data]
    const sides = (axis: number) => [paddings[2 * axis] ?? 0, paddings[2 * axis + 1] ?? 0] as const
    const order = [0, 3, 1, 2].map(sides)
    const pads = [...order.map(([before]) => before), ...order.map(([, after]) => after)]
    const constant = graph.constant(BigInt64Array.from(pads, BigInt), [pads.length])
    const shape = from.shape.map((length, axis) => length + (order[axis]?.[0] ?? 0) + (order[axis]?.[1] ?? 0))
    return { name: graph.node('Pad', [from.name, constant]), shape }
  },
  Reshape({ input }, { graph, value, weight }) {
    const from = value(input[0] ?? '')
    const shape = [...weight(input[1] ?? '').data].map(size => Math.abs(size))
    const turned = graph.node('Transpose', [from.name], { perm: [0, 2, 3, 1] })
    const constant = graph.constant(BigInt64Array.from(shape, BigInt), [shape.length])
    return { name: graph.node('Reshape', [turned, constant]), shape }
  },
}

const first = ({ input }: Operation) => input[0] ?? ''

function simple({ graph }: Context, operator: string, from: Value[]): Value {
  const names = from.map(({ name }) => name)
  return { name: graph.node(operator, names), shape: from[0]?.shape ?? [] }
}

/** What is negative is made smaller, by a factor for each channel. */
function prelu({ graph, weight }: Context, from: Value, slopes = ''): Value {
  const { data } = weight(slopes)
  const slope = constantOf(graph, { data, shape: [data.length, 1, 1] })
  return { name: graph.node('PRelu', [from.name, slope]), shape: from.shape }
}

function convolve(node: Operation, context: Context, kernel: Weight, group: number, bias?: string): Value {
  const { graph, value, weight } = context
  const from = value(first(node))
  const [channels = 0, , ...side] = kernel.shape
  const window = windowOf(node, side)
  const { pads, size } = frameOf(from.shape.slice(2), window)
  const weights = [kernel, ...(bias === undefined ? [] : [weight(bias)])]
  const constants = weights.map(each => constantOf(graph, each))
  const name = graph.node('Conv', [from.name, ...constants], {
    kernel_shape: side,
    strides: window.strides,
    dilations: window.dilations,
    pads,
    group,
  })
  return { name, shape: [1, channels, ...size] }
}

/** What is stored in halves stays so in the file. */
function constantOf(graph: Graph, { data, shape }: Weight): string {
  return data instanceof Uint16Array
    ? graph.halves(data, shape)
    : graph.constant(Float32Array.from(data), shape)
}

/** Height and width of an attribute that is given for all four axes, channels last. */
function spatial({ attr }: Operation, name: string): number[] {
  return attr[name]?.list?.i?.slice(1, 3).map(Number) ?? [1, 1]
}

function windowOf(node: Operation, side: number[]): Required<Window> {
  const same = atob(node.attr.padding?.s ?? '') === 'SAME'
  return { side, strides: spatial(node, 'strides'), dilations: spatial(node, 'dilations'), same }
}

function readWeights(entries: Entry[], bins: Uint8Array): Map<string, Weight> {
  const read = new Map<string, Weight>()
  let at = 0
  for (const { name, shape, dtype, quantization } of entries) {
    const size = quantization === undefined ? 4 : 2
    const length = shape.reduce((product, size) => product * size, 1) * size
    const { buffer } = new Uint8Array(bins.subarray(at, at + length))
    if (buffer.byteLength < length) throw new Error('There are fewer weights than the graph has.')
    read.set(name, { data: numbers(buffer, quantization?.dtype ?? dtype), shape })
    at += length
  }
  if (at !== bins.length) throw new Error('There are more weights than the graph has.')
  return read
}

function numbers(buffer: ArrayBuffer, type: 'float32' | 'int32' | 'float16'): Weight['data'] {
  if (type === 'int32') return new Int32Array(buffer)
  return type === 'float16' ? new Uint16Array(buffer) : new Float32Array(buffer)
}
