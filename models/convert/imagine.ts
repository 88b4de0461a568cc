import { attend, type Steps, startSteps } from './attention.ts'
import { type Graph, startGraph } from './onnx.ts'

/** As in models/nets/imagine.py. */
const WIDE = 192
const LAYERS = 4
const HEADS = 6
const CHANNELS = 64
const TIMES = 32
const LAST = 8
const SIDE = 64
const TOKENS = 64
const CELLS = 16
const WAVES = 25
const GROUPS = 8
const SLOTS = 24
const WORDS = 69
/** The last of the waves that a moment is told by. */
const FASTEST = 60

/**
 * The net that draws pictures of words, from its weights as half-precision numbers one after another. Inputs: a picture with noise,
 * colours from -1 to 1; the share of it that is picture; words of the whole picture, and of each thing, 0 or 1; and how each cell of
 * the picture lies to each thing (web/ai/imagine.ts). Output: what picture it is.
 */
export function convertImagine(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const graph = startGraph('imagine')
  const steps = startSteps(graph, file)
  const { node, add, reshape, linear, conv, relu } = steps
  const picture = graph.input('picture', [1, 3, SIDE, SIDE])
  const share = graph.input('share', [1, 1])
  const whole = graph.input('whole', [1, WORDS])
  const slots = graph.input('slots', [1, SLOTS, WORDS])
  const around = graph.input('around', [1, CELLS * CELLS, SLOTS * WAVES])

  const place = steps.weights([TOKENS, WIDE])
  const said = linear(whole, WORDS, WIDE, { bias: false })
  const common = steps.silu(add(said, momentOf(steps, share, graph)))
  const steered = linear(common, WIDE, 6 * WIDE)
  const named = relu(linear(slots, WORDS, WIDE, { bias: false }))
  const things = reshape(linear(named, WIDE, WAVES * CHANNELS, { bias: false }), [1, SLOTS * WAVES, CHANNELS])
  const there = node('Transpose', [node('MatMul', [around, things])], { perm: [0, 2, 1] })

  const coarse = conv(picture, 3, CHANNELS, { side: 4, stride: 4 })
  const begun = smooth(steps, add(coarse, reshape(there, [1, CHANNELS, CELLS, CELLS])), common)
  const patches = reshape(conv(begun, CHANNELS, WIDE, { side: 2, stride: 2 }), [1, WIDE, TOKENS])
  let tokens = add(node('Transpose', [patches], { perm: [0, 2, 1] }), place)
  for (let layer = 0; layer < LAYERS; layer += 1)
    tokens = attend(steps, tokens, steered, { wide: WIDE, heads: HEADS, tokens: TOKENS })

  const up = node('Transpose', [linear(steps.level(tokens, WIDE), WIDE, 4 * CHANNELS)], { perm: [0, 2, 1] })
  const larger = steps.shuffle(reshape(up, [1, 4 * CHANNELS, CELLS / 2, CELLS / 2]), 2)
  const after = smooth(steps, add(begun, larger), common)
  const grown = steps.shuffle(conv(relu(after), CHANNELS, 16 * LAST, { side: 3, margin: 1 }), 4)
  const fine = conv(node('Concat', [grown, picture], { axis: 1 }), LAST + 3, 16, { side: 3, margin: 1 })
  graph.output('output', conv(relu(fine), 16, 3, { side: 3, margin: 1 }), [1, 3, SIDE, SIDE])
  steps.end()
  return graph.finish()
}

/** The share as waves of many lengths. */
function momentOf({ node, linear, silu }: Steps, share: string, graph: Graph): string {
  const speeds = Float32Array.from({ length: TIMES }, (_, index) => FASTEST ** (index / (TIMES - 1)))
  const angle = node('Mul', [share, graph.constant(speeds, [1, TIMES])])
  const waves = node('Concat', [node('Sin', [angle]), node('Cos', [angle])], { axis: 1 })
  return linear(silu(linear(waves, 2 * TIMES, WIDE)), WIDE, WIDE)
}

/** Two convolutions at a quarter of the size, steered by what is said, and added. */
function smooth(steps: Steps, input: string, common: string): string {
  const { node, add, multiply, reshape, conv, relu, ones, part } = steps
  const own = reshape(steps.linear(common, WIDE, 2 * CHANNELS), [1, 2, CHANNELS, 1])
  const [scale, shift] = [0, 1].map(index => reshape(part(own, index, 1), [1, CHANNELS, 1, 1])) as [
    string,
    string,
  ]
  const first = conv(relu(input), CHANNELS, CHANNELS, { side: 3, margin: 1 })
  const grouped = reshape(first, [1, GROUPS, (CHANNELS / GROUPS) * CELLS * CELLS])
  const level = node('InstanceNormalization', [grouped, ones(GROUPS), ones(GROUPS, 0)])
  const steered = add(multiply(reshape(level, [1, CHANNELS, CELLS, CELLS]), add(ones(1), scale)), shift)
  return add(input, conv(relu(steered), CHANNELS, CHANNELS, { side: 3, margin: 1 }))
}
