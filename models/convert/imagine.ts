import { attend, type Steps, startSteps } from './attention.ts'
import { startGraph } from './onnx.ts'

/** As in models/nets/imagine.py. */
const WIDE = 192
const LAYERS = 4
const HEADS = 6
const CHANNELS = 64
const LAST = 8
const SIDE = 64
const TOKENS = 64
const CELLS = 16
const WAVES = 25
const GROUPS = 8
const SLOTS = 24
const WORDS = 69
const HIGH = 24
const ACROSS = 32

/**
 * The net that draws pictures of words, from its weights as half-precision numbers one after another. Inputs: words of the whole
 * picture, and of each thing, 0 or 1; how each cell of the picture lies to each thing; and how its rows and columns are mixed of
 * those of a thing's look (web/ai/imagine.ts). Output: the picture, 1×3×64×64, colours from -1 to 1.
 */
export function convertImagine(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const graph = startGraph('imagine')
  const steps = startSteps(graph, file)
  const { node, add, reshape, linear, conv, relu } = steps
  const whole = graph.input('whole', [1, WORDS])
  const slots = graph.input('slots', [1, SLOTS, WORDS])
  const around = graph.input('around', [1, CELLS * CELLS, SLOTS * WAVES])
  const down = graph.input('down', [SLOTS, 1, SIDE, HIGH])
  const across = graph.input('across', [SLOTS, 1, ACROSS, SIDE])

  const canvas = steps.weights([1, CHANNELS, CELLS, CELLS])
  const place = steps.weights([TOKENS, WIDE])
  const common = steps.silu(linear(whole, WORDS, WIDE))
  const steered = linear(common, WIDE, 6 * WIDE)
  const named = relu(linear(slots, WORDS, WIDE, { bias: false }))
  const things = reshape(linear(named, WIDE, WAVES * CHANNELS, { bias: false }), [1, SLOTS * WAVES, CHANNELS])
  const there = node('Transpose', [node('MatMul', [around, things])], { perm: [0, 2, 1] })

  const begun = smooth(steps, add(canvas, reshape(there, [1, CHANNELS, CELLS, CELLS])), common)
  const patches = reshape(conv(begun, CHANNELS, WIDE, { side: 2, stride: 2 }), [1, WIDE, TOKENS])
  let tokens = add(node('Transpose', [patches], { perm: [0, 2, 1] }), place)
  for (let layer = 0; layer < LAYERS; layer += 1)
    tokens = attend(steps, tokens, steered, { wide: WIDE, heads: HEADS, tokens: TOKENS })

  const up = node('Transpose', [linear(steps.level(tokens, WIDE), WIDE, 4 * CHANNELS)], { perm: [0, 2, 1] })
  const larger = steps.shuffle(reshape(up, [1, 4 * CHANNELS, CELLS / 2, CELLS / 2]), 2)
  const after = smooth(steps, add(begun, larger), common)
  const grown = steps.shuffle(conv(relu(after), CHANNELS, 16 * LAST, { side: 3, margin: 1 }), 4)
  const fine = relu(conv(grown, LAST, 16, { side: 3, margin: 1 }))
  const behind = conv(fine, 16, 3, { side: 3, margin: 1 })
  const looks = looksOf(steps, slots, common)
  const drawn = node('MatMul', [node('MatMul', [down, looks]), across])
  graph.output('output', cover(steps, behind, drawn), [1, 3, SIDE, SIDE])
  steps.end()
  return graph.finish()
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

/** What each thing looks like in this light: colours, as far as they cover what is behind, and how far that is. */
function looksOf(steps: Steps, slots: string, common: string): string {
  const { node, add, linear, relu, whole } = steps
  const named = linear(slots, WORDS, WIDE, { bias: false })
  const lit = relu(add(named, linear(common, WIDE, WIDE)))
  const painted = linear(relu(linear(lit, WIDE, WIDE)), WIDE, 4 * HIGH * ACROSS)
  const look = steps.reshape(painted, [SLOTS, 4, HIGH, ACROSS])
  const opaque = node('Sigmoid', [steps.part(look, 3, 1)])
  const colours = node('Slice', [look, whole(0), whole(3), whole(1)])
  return node('Concat', [steps.multiply(colours, opaque), opaque], { axis: 1 })
}

/** A picture with things before it, one after another. */
function cover(steps: Steps, behind: string, things: string): string {
  const { node, add, multiply, part, whole } = steps
  const colours = node('Slice', [things, whole(0), whole(3), whole(1)])
  const clear = node('Sub', [steps.ones(1), part(things, 3, 1)])
  let picture = behind
  for (let thing = 0; thing < SLOTS; thing += 1)
    picture = add(multiply(picture, part(clear, thing, 0)), part(colours, thing, 0))
  return picture
}
