import tokenizer from 'llama-tokenizer-js'
import type { Input, Session, Tensor } from './session.ts'

const START = 1
export const END = 2
/** Beyond are tokens without text. */
const WORDS = 32_000
const LAYERS = 6
const PAST = [0, 8, 1, 36]
/** Nobody says more in a second: what goes on is a net that turns in circles. */
const TOKENS_PER_SECOND = 6
/** Shorter sound is filled up with silence, samples. */
const LEAST = 8000

/** What is said in some seconds of sound, 16 kHz from -1 to 1; empty: nothing. */
export type Speech = (samples: Float32Array) => Promise<string>

/** Moonshine: sound becomes states, and these become one token after another, each made with what is kept of those before it. */
export function startSpeech(encoder: Session, decoder: Session): Speech {
  return async samples => {
    const data = new Float32Array(Math.max(LEAST, samples.length))
    data.set(samples)
    const { last_hidden_state } = await encoder.run({ input_values: { data, shape: [1, data.length] } })
    if (last_hidden_state === undefined) throw new Error('The model has no output "last_hidden_state".')
    return tokenizer.decode([START, ...(await say(decoder, last_hidden_state, data.length))]).trim()
  }
}

async function say(decoder: Session, states: Tensor, length: number): Promise<number[]> {
  const past = new Map<string, Input>(pastNames().map(name => [name, empty()]))
  const said: number[] = []
  let token = START
  for (let left = Math.ceil((length / 16_000) * TOKENS_PER_SECOND); left > 0; left -= 1) {
    const first = token === START && said.length === 0
    const outputs = await decoder.run({
      input_ids: { data: BigInt64Array.of(BigInt(token)), shape: [1, 1] },
      encoder_hidden_states: states,
      use_cache_branch: { data: Uint8Array.of(first ? 0 : 1), shape: [1] },
      ...Object.fromEntries(past),
    })
    token = likeliest(outputs.logits)
    if (token === END) break
    said.push(token)
    // What comes of the sound is the same at every step, and given at the first one only.
    for (const name of past.keys()) {
      const kept = outputs[name.replace('past_key_values', 'present')]
      if (kept !== undefined && (first || name.includes('.decoder.'))) past.set(name, kept)
    }
  }
  return said.filter(token => token < WORDS)
}

function pastNames(): string[] {
  const parts = ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value']
  return Array.from({ length: LAYERS }, (_, layer) =>
    parts.map(part => `past_key_values.${layer}.${part}`),
  ).flat()
}

function empty(): Tensor {
  return { data: new Float32Array(), shape: PAST }
}

function likeliest({ data }: Tensor = empty()): number {
  let best = END
  for (let token = 0; token < data.length; token += 1) {
    if ((data[token] ?? 0) > (data[best] ?? Number.NEGATIVE_INFINITY)) best = token
  }
  return best
}
