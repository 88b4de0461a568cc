import { startLayers } from './layers.ts'
import { startGraph } from './onnx.ts'

/** Channels at half and at quarter size, as in models/nets/train.py. */
const HALF = 12
const QUARTER = 24

/**
 * The style net, from its weights as half-precision numbers one after another (each layer's kernel, then its bias).
 * Input and output: RGB 0..1, 1×3×height×width, both whole multiples of 4.
 */
export function convertStyle(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const graph = startGraph('style')
  const { conv, end } = startLayers(graph, file)
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
  end()
  return graph.finish()
}
