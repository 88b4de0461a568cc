import type * as Ort from 'onnxruntime-web/wasm'
import { cannotRun } from '../errors.ts'
import type { Hub, HubNet } from './registry.ts'
import { LATENT, TIMESTEP } from './step.ts'

/** The nets of a model, ready to run; one run at a time. */
export type PaintNets = {
  /** The noise in a picture of what these tokens mean. @throws MillraceError bad-model */
  findNoise(tokens: Int32Array, latent: Float32Array): Promise<Float32Array>
  /** Red, green and blue, a plane each, -1 to 1. @throws MillraceError bad-model */
  decode(latent: Float32Array): Promise<Float32Array>
  close(): Promise<void>
}

/** Memory is taken as it is needed, and the file's weights are not kept beside those that run. */
const FRUGAL = {
  enableMemPattern: false,
  enableCpuMemArena: false,
  extra: {
    session: {
      disable_prepacking: '1',
      use_device_allocator_for_initializers: '1',
      use_ort_model_bytes_directly: '1',
      use_ort_model_bytes_for_initializers: '1',
      'intra_op.allow_spinning': '0',
    },
  },
}

/**
 * Opens them one after another, the largest first while memory is in one piece: no more than one file is held beside what runs.
 * @param bytesOf a net's file
 * @throws MillraceError bad-model
 */
export async function openPaintNets(
  ort: typeof Ort,
  hub: Hub,
  bytesOf: (net: HubNet) => Promise<Uint8Array>,
): Promise<PaintNets> {
  const { provider } = hub.needs
  const opened: Ort.InferenceSession[] = []
  const close = async () => void (await Promise.all(opened.map(session => session.release())))
  const guard = async <Result>(work: () => Promise<Result>) => {
    try {
      return await work()
    } catch (cause) {
      throw cannotRun(hub.id, cause)
    }
  }
  const open = async (net: HubNet, more: Ort.InferenceSession.SessionOptions = {}) => {
    const session = await ort.InferenceSession.create(await bytesOf(net), {
      ...{ executionProviders: [provider], freeDimensionOverrides: net.dimensions },
      ...{ ...FRUGAL, ...more },
    })
    opened.push(session)
    return session
  }
  const openAll = async () => {
    const denoiser = await open(hub.denoiser)
    // What it makes of words goes from net to net without leaving the GPU.
    const encoder = await open(hub.encoder, {
      preferredOutputLocation: provider === 'webgpu' ? 'gpu-buffer' : 'cpu',
    })
    return { denoiser, encoder, decoder: await open(hub.decoder) }
  }
  const { denoiser, encoder, decoder } = await guard(openAll).catch(async error => {
    await close()
    throw error
  })
  const floats = (data: Float32Array) => new ort.Tensor('float32', data, LATENT)

  return {
    findNoise: (tokens, latent) =>
      guard(async () => {
        const words = await run(encoder, { input_ids: new ort.Tensor('int32', tokens, [1, tokens.length]) })
        try {
          const noise = await run(denoiser, {
            sample: floats(latent),
            timestep: new ort.Tensor('int64', BigInt64Array.of(TIMESTEP), [1]),
            encoder_hidden_states: words,
          })
          return noise.data as Float32Array
        } finally {
          words.dispose()
        }
      }),
    decode: latent =>
      guard(async () => (await run(decoder, { latent_sample: floats(latent) })).data as Float32Array),
    close,
  }
}

/** @returns its only output */
async function run(session: Ort.InferenceSession, inputs: Record<string, Ort.Tensor>): Promise<Ort.Tensor> {
  const [output] = Object.values(await session.run(inputs))
  if (output === undefined) throw new Error('The net has no output.')
  return output
}
