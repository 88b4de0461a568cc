import * as v from 'valibot'
import { type Graph, startGraph } from './onnx.ts'

/** Channels of every convolution; its positive and its negative part go on as 8. */
const WIDTH = 4
const SIDE = 3
const layer = v.object({ weights: v.array(v.number()), bias: v.array(v.number()) })
const file = v.object({ layers: v.record(v.string(), v.looseObject({})) })

/**
 * The twofold upscaler "M" of @websr/websr, whose weights are JSON for its own shaders, as ONNX; the enlarged picture
 * is reduced again by means of four, which leaves it sharper than it was.
 * Input and output: RGB 0..1, 1×3×height×width.
 */
export function convertWebsr(json: unknown): Uint8Array<ArrayBuffer> {
  const { layers } = v.parse(file, json)
  const find = (name: string) => v.parse(layer, layers[name])
  const graph = startGraph('anime4k')
  const input = graph.input('input', [1, 3, 'height', 'width'])

  const features: string[] = []
  for (let index = 0; index < 7; index += 1) {
    const name = index === 0 ? 'conv2d_tf' : `conv2d_${index}_tf`
    const from = features.at(-1) ?? input
    features.push(bothSigns(graph, convolve(graph, from, find(name), SIDE, index === 0 ? 3 : 2 * WIDTH)))
  }
  const all = graph.node('Concat', features, { axis: 1 })
  const parts = ['conv2d_7_tf', 'conv2d_7_tf1', 'conv2d_7_tf2'].map(name =>
    convolve(graph, all, find(name), 1, 14 * WIDTH),
  )
  const detail = graph.node('DepthToSpace', [graph.node('Concat', parts, { axis: 1 })], {
    blocksize: 2,
    mode: 'CRD',
  })
  const scales = graph.constant(Float32Array.of(1, 1, 2, 2), [4])
  const smooth = graph.node('Resize', [input, '', scales], {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  })
  const enlarged = graph.node('Add', [detail, smooth])
  const reduced = graph.node('AveragePool', [enlarged], { kernel_shape: [2, 2], strides: [2, 2] })
  graph.output('output', reduced, [1, 3, 'height', 'width'])
  return graph.finish()
}

/** Weights stand as columns of 4×4 matrices, one for each block of four inputs and tap; taps go down each column. */
function convolve(graph: Graph, from: string, layer: Layer, side: number, channels: number): string {
  const weights = new Float32Array(WIDTH * channels * side * side)
  const taps = side * side
  // What has three channels has no fourth row in its matrices, but room for it.
  const stored = Math.ceil(channels / 4) * 4
  for (let output = 0; output < WIDTH; output += 1) {
    for (let input = 0; input < channels; input += 1) {
      for (let tap = 0; tap < taps; tap += 1) {
        const block = Math.floor(input / 4)
        const at = (block * taps + tap) * 16 + (input % 4) * 4 + output
        const [x, y] = [Math.floor(tap / side), tap % side]
        weights[(output * channels + input) * taps + y * side + x] = layer.weights[at] ?? Number.NaN
      }
    }
  }
  if (layer.weights.length !== stored * taps * WIDTH || layer.bias.length !== WIDTH)
    throw new Error(`A layer has ${layer.weights.length} weights instead of ${stored * taps * WIDTH}.`)
  const margin = Math.floor(side / 2)
  return graph.node(
    'Conv',
    [
      from,
      graph.constant(weights, [WIDTH, channels, side, side]),
      graph.constant(Float32Array.from(layer.bias), [WIDTH]),
    ],
    { kernel_shape: [side, side], pads: [margin, margin, margin, margin] },
  )
}

type Layer = v.InferOutput<typeof layer>

function bothSigns(graph: Graph, from: string): string {
  const negative = graph.node('Relu', [graph.node('Neg', [from])])
  return graph.node('Concat', [graph.node('Relu', [from]), negative], { axis: 1 })
}
