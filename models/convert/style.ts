import { fromHalves } from './half.ts'
import { type Graph, startGraph } from './onnx.ts'

/** Channels at half and at quarter size, as in models/nets/train.py. */
const HALF = 12
const QUARTER = 24

type Shape = { from: number; to: number; side: number; stride?: number; dilation?: number; margin: number }

/**
 * The style net, from its weights as half-precision numbers one after another (each layer's kernel, then its bias).
 * Input and output: RGB 0..1, 1×3×height×width, both whole multiples of 4.
 */
export function convertStyle(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const graph = startGraph('style')
  const weights = fromHalves(file)
  let taken = 0
  const take = (count: number) => {
    taken += count
    if (taken > weights.length) throw new Error('There are fewer weights than the net has.')
    return weights.slice(taken - count, taken)
  }
  const conv = (input: string, shape: Shape) => convolve(graph, take, input, shape)
  const relu = (input: string) => graph.node('Relu', [input])
  const residual = (input: string, dilation: number) => {
    const shape = { from: QUARTER, to: QUARTER, side: 3, dilation, margin: dilation }
    return graph.node('Add', [input, relu(conv(input, shape))])
  }

  const input = graph.input('input', [1, 3, 'height', 'width'])
  const first = relu(conv(input, { from: 3, to: HALF, side: 4, stride: 2, margin: 1 }))
  const fine = relu(conv(first, { from: HALF, to: HALF, side: 3, margin: 1 }))
  const coarse = relu(conv(fine, { from: HALF, to: QUARTER, side: 3, stride: 2, margin: 1 }))
  const wide = residual(residual(coarse, 1), 2)
  const reduced = conv(wide, { from: QUARTER, to: HALF, side: 1, margin: 0 })
  const enlarged = graph.node('Resize', [reduced, '', graph.constant(Float32Array.of(1, 1, 2, 2), [4])], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  })
  const joined = relu(graph.node('Add', [enlarged, fine]))
  const last = relu(conv(joined, { from: HALF, to: HALF, side: 3, margin: 1 }))
  const quads = conv(last, { from: HALF, to: 12, side: 3, margin: 1 })
  const output = graph.node('DepthToSpace', [quads], { blocksize: 2, mode: 'CRD' })
  graph.output('output', output, [1, 3, 'height', 'width'])
  if (taken !== weights.length) throw new Error('There are more weights than the net has.')
  return graph.finish()
}

function convolve(
  graph: Graph,
  take: (count: number) => Float32Array,
  input: string,
  { from, to, side, stride = 1, dilation = 1, margin }: Shape,
): string {
  const kernel = graph.constant(take(to * from * side * side), [to, from, side, side])
  const bias = graph.constant(take(to), [to])
  return graph.node('Conv', [input, kernel, bias], {
    kernel_shape: [side, side],
    strides: [stride, stride],
    dilations: [dilation, dilation],
    pads: [margin, margin, margin, margin],
  })
}
