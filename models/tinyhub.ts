import { blake3 } from '@noble/hashes/blake3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { startGraph, type TensorType } from './convert/onnx.ts'
import entries from './hub.json' with { type: 'json' }

/** Files of a hub by their paths, and the entry that names them. */
export type TinyHub = { entry: object & { url: string }; files: Map<string, Uint8Array<ArrayBuffer>> }

type Entry = (typeof entries)[number]
type Net = Entry['encoder' | 'denoiser' | 'decoder']

/**
 * A stand-in for the first entry of the hub, for tests: nets of a few kilobytes that have its inputs and outputs, by name,
 * type and shape, and a vocabulary of single letters. Runs on a CPU.
 * @param url where its files are served
 */
export function tinyHub(url: string): TinyHub {
  const [real] = entries as [Entry]
  const contents = {
    merges: text('#version: 0.2\n'),
    vocabulary: text(JSON.stringify(vocabulary())),
    encoder: encode(real.encoder),
    denoiser: denoise(real.denoiser),
    decoder: decode(real.decoder),
  }
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  const entry = { ...real, url, needs: { provider: 'wasm', features: [], memory: 1e6 } }
  for (const [role, bytes] of Object.entries(contents)) {
    const file = real[role as keyof typeof contents]
    files.set(file.path, bytes)
    const named = { ...file, bytes: bytes.length, blake3: bytesToHex(blake3(bytes)) }
    Object.assign(entry, { [role]: named })
  }
  return { entry, files }
}

const text = (content: string) => new TextEncoder().encode(content)

/** Every letter of ASCII, inside of a word and at its end. */
function vocabulary(): Record<string, number> {
  const letters = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
  const pieces = [...letters, ...letters.map(letter => `${letter}</w>`)]
  const marks = { '<|startoftext|>': 49406, '<|endoftext|>': 49407 }
  return { ...Object.fromEntries(pieces.map((piece, index) => [piece, index])), ...marks }
}

/** @param build of its inputs makes its output, both by name */
function netOf({ inputs, outputs }: Net, build: (steps: Steps) => string): Uint8Array<ArrayBuffer> {
  const graph = startGraph('tiny')
  for (const { name, shape, ...more } of inputs)
    graph.input(name, shape, 'type' in more ? (more.type as TensorType) : undefined)
  const [{ name, shape }] = outputs as [Net['outputs'][number]]
  graph.output(name, build(stepsOf(graph)), shape)
  return graph.finish()
}

type Steps = ReturnType<typeof stepsOf>

function stepsOf({ node, constant }: ReturnType<typeof startGraph>) {
  const whole = (...values: number[]) => constant(BigInt64Array.from(values, BigInt), [values.length])
  return {
    node,
    float: (value: number) => constant(Float32Array.of(value), [1]),
    whole,
    reshape: (input: string, ...shape: number[]) => node('Reshape', [input, whole(...shape)]),
    toFloat: (input: string) => node('Cast', [input], { to: 1 }),
  }
}

/** Each token is a wave of its number, seen from a thousand places. */
function encode(net: Net) {
  return netOf(net, ({ node, float, reshape, toFloat, whole }) => {
    const numbers = reshape(toFloat('input_ids'), 1, 77, 1)
    const places = node('Expand', [numbers, whole(1, 77, 1024)])
    return node('Sin', [node('Mul', [places, float(0.37)])])
  })
}

/** Most of what it sees is noise to it, but for what the words and the time say. */
function denoise(net: Net) {
  return netOf(net, ({ node, float, reshape, toFloat, whole }) => {
    const words = node('Slice', ['encoder_hidden_states', whole(0), whole(64), whole(2)])
    const said = node('Slice', [words, whole(0), whole(64), whole(1)])
    const time = node('Mul', [toFloat('timestep'), float(1e-6)])
    const meant = node('Add', [node('Mul', [reshape(said, 1, 1, 64, 64), float(0.02)]), time])
    return node('Sub', [node('Mul', ['sample', float(0.99)]), meant])
  })
}

/** Each of three planes of four, drawn eight times as wide and high. */
function decode(net: Net) {
  return netOf(net, ({ node, float, reshape, whole }) => {
    const colours = node('Slice', ['latent_sample', whole(0), whole(3), whole(1)])
    const small = node('Tanh', [node('Mul', [colours, float(0.5)])])
    const cells = node('Expand', [reshape(small, 1, 3, 64, 1, 64, 1), whole(1, 3, 64, 8, 64, 8)])
    return reshape(cells, 1, 3, 512, 512)
  })
}
