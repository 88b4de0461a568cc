import { openFlatbuffer, type Table } from './flatbuffer.ts'
import { frameOf } from './frame.ts'
import { type Graph, startGraph } from './onnx.ts'
import { transpose, type Weight } from './weight.ts'

/** Numbers of fields and operators in the schema of TensorFlow Lite. */
const MODEL = { operatorCodes: 1, subgraphs: 2, buffers: 4 }
const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3 }
const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3 }
const OPERATOR = { code: 0, inputs: 1, outputs: 2, options: 4, customOptions: 5 }
const CODE = { old: 0, custom: 1, code: 3 }
const HALF = 1
const INT32 = 2
const SAME = 0
const RELU6 = 3

/** A tensor of the new graph, channels first unless it is as it stands in the file. */
type Value = { name: string; shape: number[]; plain?: true }
type Step = {
  graph: Graph
  /** Operands that are computed, and those that are weights. */
  values: Value[]
  value(index: number): Value
  weight(index: number): Weight
  options: Table | undefined
  custom: Uint8Array
}

/**
 * A model of TensorFlow Lite as ONNX: the operators of MobileNets that cut people out of pictures, or find things in them.
 * Its input is `input`, channels first; its output is `output`, or where there are several each has its own name.
 */
export function convertTflite(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const model = openFlatbuffer(file)
  const [subgraph] = model.tables(MODEL.subgraphs)
  if (subgraph === undefined) throw new Error('The file has no graph.')
  const buffers = model.tables(MODEL.buffers)
  const codes = model.tables(MODEL.operatorCodes).map(nameOf)
  const tensors = subgraph.tables(SUBGRAPH.tensors)
  const graph = startGraph('tflite')
  const values = new Map<number, Value>()
  const weights = new Map<number, Weight>()
  const weightOf = (tensor: number) => weights.get(tensor) ?? readWeight(tensors[tensor], buffers)

  for (const tensor of subgraph.ints(SUBGRAPH.inputs)) {
    const shape = channelsFirst(tensors[tensor]?.ints(TENSOR.shape) ?? [])
    values.set(tensor, { name: graph.input('input', shape), shape })
  }
  for (const operator of subgraph.tables(SUBGRAPH.operators)) {
    const inputs = operator.ints(OPERATOR.inputs)
    const [output = -1] = operator.ints(OPERATOR.outputs)
    const name = codes[operator.int(OPERATOR.code)] ?? ''
    if (name === 'DEQUANTIZE') {
      weights.set(output, weightOf(inputs[0] ?? -1))
      continue
    }
    const convert = OPERATORS[name]
    if (convert === undefined) throw new Error(`The operator ${name} is not known.`)
    const value = (index: number) => {
      const found = values.get(inputs[index] ?? -1)
      if (found === undefined) throw new Error(`An operand of ${name} is not there.`)
      return found
    }
    const step: Step = {
      graph,
      get values() {
        return inputs.map((_, index) => value(index))
      },
      value,
      weight: index => weightOf(inputs[index] ?? -1),
      options: operator.table(OPERATOR.options),
      custom: operator.bytes(OPERATOR.customOptions),
    }
    values.set(output, convert(step))
  }
  const outputs = subgraph.ints(SUBGRAPH.outputs)
  for (const tensor of outputs) {
    const made = values.get(tensor)
    const name =
      outputs.length === 1 ? 'output' : (tensors[tensor]?.text(TENSOR.name).split('/').at(-1) ?? '')
    if (made !== undefined) graph.output(name, made.name, made.shape)
  }
  return graph.finish()
}

const OPERATORS: Record<string, (step: Step) => Value> = {
  ADD: step => simple(step, 'Add', [step.value(0), step.value(1)], 0),
  CONCATENATION({ graph, values, options }) {
    plain(options, 1)
    const [first] = values
    const axis = options?.int(0) ?? 0
    if (first?.plain !== true) throw new Error('Pictures are not put together.')
    const length = values.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0)
    const names = values.map(({ name }) => name)
    return { ...first, name: graph.node('Concat', names, { axis }), shape: first.shape.with(axis, length) }
  },
  RESHAPE({ graph, value, weight }) {
    const from = value(0)
    const turned = from.plain ? from.name : graph.node('Transpose', [from.name], { perm: [0, 2, 3, 1] })
    const area = from.shape.reduce((product, length) => product * length, 1)
    const wanted = [...weight(1).data]
    const known = wanted.reduce((product, length) => product * Math.max(1, length), 1)
    const shape = wanted.map(length => (length < 0 ? area / known : length))
    const constant = graph.constant(BigInt64Array.from(shape, BigInt), [shape.length])
    return { name: graph.node('Reshape', [turned, constant]), shape, plain: true }
  },
  MUL: step => simple(step, 'Mul', [step.value(0), step.value(1)], 0),
  RELU: step => simple(step, 'Relu', [step.value(0)]),
  LOGISTIC: step => simple(step, 'Sigmoid', [step.value(0)]),
  HARD_SWISH: step => simple(step, 'HardSwish', [step.value(0)]),
  CONV_2D: step => convolve(step, transpose(step.weight(1), [0, 3, 1, 2]), 1, { activation: 3, dilation: 4 }),
  DEPTHWISE_CONV_2D(step) {
    const kernel = transpose(step.weight(1), [3, 0, 1, 2])
    return convolve(step, kernel, kernel.shape[0] ?? 1, { activation: 4, dilation: 5 })
  },
  AVERAGE_POOL_2D({ graph, value, options }) {
    const { name, shape } = value(0)
    plain(options, 5)
    const side = [options?.int(4) ?? 1, options?.int(3) ?? 1]
    const window = { side, strides: strides(options), same: options?.byte(0) === SAME }
    const { pads, size } = frameOf(shape.slice(2), window)
    const attributes = { kernel_shape: side, strides: window.strides, pads }
    return { name: graph.node('AveragePool', [name], attributes), shape: [...shape.slice(0, 2), ...size] }
  },
  RESIZE_BILINEAR({ graph, value, weight, options }) {
    const { name, shape } = value(0)
    if (options?.byte(2) !== 0 || options.byte(3) !== 1) throw new Error('Only half-pixel centres are known.')
    const sizes = [...shape.slice(0, 2), ...weight(1).data]
    const constant = graph.constant(BigInt64Array.from(sizes, BigInt), [4])
    const attributes = { mode: 'linear', coordinate_transformation_mode: 'half_pixel' }
    return { name: graph.node('Resize', [name, '', '', constant], attributes), shape: sizes }
  },
  Convolution2DTransposeBias({ graph, value, weight, custom }) {
    const { name, shape } = value(0)
    const [, width = 1, height = 1] = new Int32Array(custom.slice().buffer)
    // Output, height, width, input; ONNX wants the input first.
    const kernel = transpose(weight(1), [3, 0, 1, 2])
    const [, channels = 1, ...side] = kernel.shape
    if (side[0] !== height || side[1] !== width) throw new Error('Only windows side by side are known.')
    const constants = [kernel, weight(2)].map(each => constantOf(graph, each))
    const made = graph.node('ConvTranspose', [name, ...constants], { kernel_shape: side, strides: side })
    const size = shape.slice(2).map((length, axis) => length * (side[axis] ?? 1))
    return { name: made, shape: [1, channels, ...size] }
  },
}

const NAMES: Record<number, string> = {
  0: 'ADD',
  1: 'AVERAGE_POOL_2D',
  2: 'CONCATENATION',
  3: 'CONV_2D',
  4: 'DEPTHWISE_CONV_2D',
  6: 'DEQUANTIZE',
  14: 'LOGISTIC',
  18: 'MUL',
  19: 'RELU',
  22: 'RESHAPE',
  23: 'RESIZE_BILINEAR',
  117: 'HARD_SWISH',
}

/** The name of an operator; those of MediaPipe have one of their own. */
function nameOf(code: Table): string {
  const number = Math.max(code.byte(CODE.old), code.int(CODE.code))
  return code.text(CODE.custom) || (NAMES[number] ?? `number ${number}`)
}

/** @param activation field of the options in which a fused activation would stand */
function simple(
  { graph, options }: Step,
  operator: string,
  from: [Value, ...Value[]],
  activation?: number,
): Value {
  if (activation !== undefined) plain(options, activation)
  const names = from.map(({ name }) => name)
  return { name: graph.node(operator, names), shape: from[0].shape }
}

function convolve(
  { graph, value, weight, options }: Step,
  kernel: Weight,
  group: number,
  fields: { activation: number; dilation: number },
): Value {
  const from = value(0)
  const [channels = 1, , ...side] = kernel.shape
  const dilations = [options?.int(fields.dilation + 1, 1) ?? 1, options?.int(fields.dilation, 1) ?? 1]
  const window = { side, strides: strides(options), dilations, same: options?.byte(0) === SAME }
  const { pads, size } = frameOf(from.shape.slice(2), window)
  const constants = [kernel, weight(2)].map(each => constantOf(graph, each))
  const attributes = { kernel_shape: side, strides: window.strides, dilations, pads, group }
  const made = graph.node('Conv', [from.name, ...constants], attributes)
  return { name: activate(graph, made, options?.byte(fields.activation) ?? 0), shape: [1, channels, ...size] }
}

function activate(graph: Graph, name: string, activation: number): string {
  if (activation === 0) return name
  if (activation !== RELU6) throw new Error(`The fused activation ${activation} is not known.`)
  const [least, most] = [0, 6].map(bound => graph.constant(Float32Array.of(bound), []))
  return graph.node('Clip', [name, least ?? '', most ?? ''])
}

/** Height before width, which stand the other way round in the options. */
const strides = (options: Table | undefined) => [options?.int(2) ?? 1, options?.int(1) ?? 1]

function plain(options: Table | undefined, field: number): void {
  if ((options?.byte(field) ?? 0) !== 0) throw new Error('Fused activations are not known.')
}

function constantOf(graph: Graph, { data, shape }: Weight): string {
  if (data instanceof Uint16Array) return graph.halves(data, shape)
  return graph.constant(Float32Array.from(data), shape)
}

const channelsFirst = ([batch = 1, height = 1, width = 1, channels = 1]: number[]) => [
  batch,
  channels,
  height,
  width,
]

function readWeight(tensor: Table | undefined, buffers: Table[]): Weight {
  const bytes = buffers[tensor?.int(TENSOR.buffer) ?? -1]?.bytes(0)
  if (tensor === undefined || bytes === undefined || bytes.length === 0)
    throw new Error('Weights are not there.')
  const shape = tensor.ints(TENSOR.shape)
  const type = tensor.byte(TENSOR.type)
  const { buffer } = new Uint8Array(bytes)
  const Data = type === HALF ? Uint16Array : type === INT32 ? Int32Array : Float32Array
  return { data: new Data(buffer), shape }
}
