import { bytes, concat, float, varint } from './protobuf.ts'

/** Operators mean what they mean in this version of ONNX. */
const OPSET = 17
const IR_VERSION = 8
const FLOAT32 = 1
const INT64 = 7
const FLOAT16 = 10
const TYPES = { float32: FLOAT32, int32: 6, int64: INT64 }

/** A dimension of a tensor: a number, or the name of one that is known only when it runs. */
export type Dimension = number | string
/** Whole numbers become integers, `{ float }` a float, whatever its value. */
export type Attribute = number | number[] | string | { float: number }
export type TensorType = keyof typeof TYPES

export type Graph = {
  /** @param type float32 unless said otherwise @returns name of the tensor */
  input(name: string, shape: Dimension[], type?: TensorType): string
  /** A tensor of the file: floats, or 64-bit integers given as BigInts. */
  constant(values: Float32Array | BigInt64Array, shape: number[]): string
  /** Floats that take half of the room in the file: bits of half-precision numbers. */
  halves(bits: Uint16Array, shape: number[]): string
  /** Adds a step. @returns name of its first output */
  node(operator: string, inputs: string[], attributes?: Record<string, Attribute>): string
  output(name: string, tensor: string, shape: Dimension[]): void
  /** The file. */
  finish(): Uint8Array<ArrayBuffer>
}

/** Writes an ONNX file, step by step, in the order in which it runs. */
export function startGraph(name: string): Graph {
  const nodes: Uint8Array[] = []
  const constants: Uint8Array[] = []
  const inputs: Uint8Array[] = []
  const outputs: Uint8Array[] = []
  let count = 0
  const next = () => `t${count++}`

  const addNode = (operator: string, from: string[], to: string, attributes: Record<string, Attribute>) => {
    nodes.push(
      bytes(1, [
        ...from.map(input => bytes(1, input)),
        bytes(2, to),
        bytes(4, operator),
        ...Object.entries(attributes).map(([key, value]) => bytes(5, attribute(key, value))),
      ]),
    )
    return to
  }

  const addConstant = (values: ArrayBufferView<ArrayBufferLike>, type: number, shape: number[]) => {
    const name = next()
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    const dimensions = shape.map(size => varint(1, size))
    constants.push(bytes(5, [...dimensions, varint(2, type), bytes(8, name), bytes(9, raw)]))
    return name
  }

  return {
    input(name, shape, type) {
      inputs.push(bytes(11, valueInfo(name, shape, type)))
      return name
    },
    constant: (values, shape) => addConstant(values, values instanceof Float32Array ? FLOAT32 : INT64, shape),
    halves: (bits, shape) => addNode('Cast', [addConstant(bits, FLOAT16, shape)], next(), { to: FLOAT32 }),
    node: (operator, from, attributes = {}) => addNode(operator, from, next(), attributes),
    output(name, tensor, shape) {
      addNode('Identity', [tensor], name, {})
      outputs.push(bytes(12, valueInfo(name, shape)))
    },
    finish() {
      const graph = [...nodes, bytes(2, name), ...constants, ...inputs, ...outputs]
      return concat([
        varint(1, IR_VERSION),
        bytes(2, 'millrace'),
        bytes(7, graph),
        bytes(8, [bytes(1, ''), varint(2, OPSET)]),
      ])
    },
  }
}

/** AttributeProto: name, value, and the number that says which field the value is in. */
function attribute(name: string, value: Attribute): Uint8Array[] {
  const typed = (type: number, ...value: Uint8Array[]) => [bytes(1, name), ...value, varint(20, type)]
  if (typeof value === 'number') return typed(2, varint(3, value))
  if (typeof value === 'string') return typed(3, bytes(4, value))
  if (Array.isArray(value)) return typed(7, ...value.map(each => varint(8, each)))
  return typed(1, float(2, value.float))
}

function valueInfo(name: string, shape: Dimension[], type: TensorType = 'float32'): Uint8Array[] {
  const dimensions = shape.map(size =>
    bytes(1, [typeof size === 'number' ? varint(1, size) : bytes(2, size)]),
  )
  return [bytes(1, name), bytes(2, [bytes(1, [varint(1, TYPES[type]), bytes(2, dimensions)])])]
}
