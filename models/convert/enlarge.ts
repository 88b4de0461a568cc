import { startLayers } from './layers.ts'
import { startGraph } from './onnx.ts'

/** As in models/nets/enlarge.py. */
const CHANNELS = 16
const LAYERS = 4

/**
 * The net that makes a picture twice as wide and high, from its weights as half-precision numbers one after another.
 * Input: RGB 0..1, 1×3×height×width. Output: the same with both sides doubled.
 */
export function convertEnlarge(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const graph = startGraph('enlarge')
  const { conv, end } = startLayers(graph, file)
  const relu = (input: string) => graph.node('Relu', [input])

  const input = graph.input('input', [1, 3, 'height', 'width'])
  let seen = relu(conv(input, { from: 3, to: CHANNELS, side: 3, margin: 1 }))
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const more = relu(conv(seen, { from: CHANNELS, to: CHANNELS, side: 3, margin: 1 }))
    seen = graph.node('Add', [seen, more])
  }
  const quads = conv(seen, { from: CHANNELS, to: 12, side: 3, margin: 1 })
  const details = graph.node('DepthToSpace', [quads], { blocksize: 2, mode: 'CRD' })
  const plain = graph.node('Resize', [input, '', graph.constant(Float32Array.of(1, 1, 2, 2), [4])], {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  })
  graph.output('output', graph.node('Add', [plain, details]), [1, 3, 'twiceHeight', 'twiceWidth'])
  end()
  return graph.finish()
}
