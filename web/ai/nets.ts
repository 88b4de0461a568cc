/** Nets in Node, for tests and benches. */
import { readFileSync } from 'node:fs'
import type * as native from 'onnxruntime-node'
import type * as web from 'onnxruntime-web/wasm'
import type { Hearing } from './hearing.ts'
import { HEARING_MODELS } from './hearingmodels.ts'
import type { Input, Session, Tensor } from './session.ts'
import { startSpeech } from './speech.ts'
import { startVoice } from './voice.ts'

/** The nets that hear. */
export type Nets = [voice: Session, encoder: Session, decoder: Session]
type Runtime = typeof native | typeof web

/** On either runtime, one thread. */
export async function openNets(runtime: Runtime): Promise<Nets> {
  return (await Promise.all(
    HEARING_MODELS.map(({ source }) => openNet(runtime, new Uint8Array(readFileSync(source.file)))),
  )) as Nets
}

/** A model on either runtime, one thread. */
export async function openNet(runtime: Runtime, bytes: Uint8Array): Promise<Session> {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 }
  const opened = await runtime.InferenceSession.create(bytes, options)
  const tensor = ({ data, shape }: Input) => {
    if (data instanceof Float32Array) return new runtime.Tensor('float32', data, shape)
    if (data instanceof BigInt64Array) return new runtime.Tensor('int64', data, shape)
    return new runtime.Tensor('bool', data, shape)
  }
  const read = ([name, { data, dims }]: [string, native.Tensor | web.Tensor]): [string, Tensor] => [
    name,
    { data: data as Float32Array, shape: [...dims] },
  ]
  return {
    provider: 'wasm',
    async run(inputs) {
      const feeds = Object.entries(inputs).map(([name, input]) => [name, tensor(input)])
      return Object.fromEntries(Object.entries(await opened.run(Object.fromEntries(feeds))).map(read))
    },
    close: () => opened.release(),
  }
}

/** What begins anew: nothing of earlier sound is left. */
export function hearingOf([voice, encoder, decoder]: Nets): Hearing {
  return { voice: startVoice(voice), speech: startSpeech(encoder, decoder) }
}

/** A file of one channel, 16 bits, 16 kHz. */
export function readWav(path: string): Float32Array {
  const bytes = readFileSync(path).subarray(44)
  return Float32Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(2 * index) / 32_768)
}
