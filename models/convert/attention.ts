import type { Attribute, Graph } from './onnx.ts'

/** Sizes of a net of layers in which every token looks at all others. */
type Sizes = { wide: number; heads: number; tokens: number }
type Window = { side: number; stride?: number; margin?: number }

/**
 * Steps of a net that was trained here, with half-precision weights that are taken one after another and stay so in the file.
 * Each gives the name of its tensor.
 */
export function startSteps(graph: Graph, file: Uint8Array) {
  const bits = new Uint16Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength))
  let taken = 0
  const { node } = graph
  const whole = (...values: number[]) => graph.constant(BigInt64Array.from(values, BigInt), [values.length])
  const ones = (length: number, value = 1) => graph.constant(new Float32Array(length).fill(value), [length])

  const weights = (shape: number[]) => {
    const count = shape.reduce((product, size) => product * size, 1)
    taken += count
    if (taken > bits.length) throw new Error('There are fewer weights than the net has.')
    return graph.halves(bits.slice(taken - count, taken), shape)
  }
  const add = (a: string, b: string) => node('Add', [a, b])
  const multiply = (a: string, b: string) => node('Mul', [a, b])
  const reshape = (input: string, shape: number[]) => node('Reshape', [input, whole(...shape)])
  /** One of the parts along an axis, which stays. */
  const part = (input: string, index: number, axis: number) =>
    node('Slice', [input, whole(index), whole(index + 1), whole(axis)])

  return {
    ...{ node, whole, ones, weights, add, multiply, reshape, part },
    relu: (input: string) => node('Relu', [input]),
    silu: (input: string) => multiply(input, node('Sigmoid', [input])),
    shuffle: (input: string, blocksize: number) => node('DepthToSpace', [input], { blocksize, mode: 'CRD' }),
    /** @param bias whether there is one */
    linear(input: string, from: number, to: number, { bias = true } = {}) {
      const turned = node('Transpose', [weights([to, from])], { perm: [1, 0] })
      const made = node('MatMul', [input, turned])
      return bias ? add(made, weights([to])) : made
    },
    conv(input: string, from: number, to: number, { side, stride = 1, margin = 0 }: Window) {
      const attributes: Record<string, Attribute> = {
        kernel_shape: [side, side],
        strides: [stride, stride],
        pads: [margin, margin, margin, margin],
      }
      return node('Conv', [input, weights([to, from, side, side]), weights([to])], attributes)
    },
    /** Scaled and shifted so that mean is 0 and deviation 1, each token by itself. */
    level: (input: string, wide: number) => node('LayerNormalization', [input, ones(wide), ones(wide, 0)]),
    /** All have to be taken. */
    end() {
      if (taken !== bits.length) throw new Error('There are more weights than the net has.')
    },
  }
}

export type Steps = ReturnType<typeof startSteps>

/**
 * A layer: what all tokens say to each other, then each by itself.
 * @param steered scale, shift and gate of both, 1 × 6 wide in a row; the layer's own are added
 */
export function attend(steps: Steps, tokens: string, steered: string, sizes: Sizes): string {
  const { node, add, multiply, reshape, part, linear } = steps
  const { wide, heads, tokens: count } = sizes
  const own = reshape(add(steered, steps.weights([6 * wide])), [1, 6, wide])
  const [scale, shift, gate, scale2, shift2, gate2] = Array.from({ length: 6 }, (_, index) =>
    part(own, index, 1),
  ) as [string, string, string, string, string, string]
  const one = steps.ones(1)
  const steer = (input: string, scale: string, shift: string) =>
    add(multiply(steps.level(input, wide), add(one, scale)), shift)

  const asked = linear(steer(tokens, scale, shift), wide, 3 * wide)
  const split = node('Transpose', [reshape(asked, [1, count, 3, heads, wide / heads])], {
    perm: [2, 0, 3, 1, 4],
  })
  const [query, key, value] = [0, 1, 2].map(index =>
    reshape(part(split, index, 0), [1, heads, count, wide / heads]),
  ) as [string, string, string]
  const turned = node('Transpose', [sameLength(steps, key)], { perm: [0, 1, 3, 2] })
  const scores = multiply(
    node('MatMul', [sameLength(steps, query), turned]),
    steps.ones(1, (wide / heads) ** -0.5),
  )
  const weighed = node('MatMul', [node('Softmax', [scores], { axis: 3 }), value])
  const joined = reshape(node('Transpose', [weighed], { perm: [0, 2, 1, 3] }), [1, count, wide])
  const heard = add(tokens, multiply(gate, linear(joined, wide, wide)))

  const wider = steps.relu(linear(steer(heard, scale2, shift2), wide, 3 * wide))
  return add(heard, multiply(gate2, linear(wider, 3 * wide, wide)))
}

function sameLength({ node, add, multiply, ones }: Steps, input: string): string {
  const mean = node('ReduceMean', [multiply(input, input)], { axes: [3], keepdims: 1 })
  return node('Div', [input, node('Sqrt', [add(mean, ones(1, 1e-6))])])
}
