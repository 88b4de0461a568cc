import type { InferenceSession } from 'onnxruntime-web/wasm'
import { cannotRun } from './errors.ts'
import { hasGpu } from './provider.ts'
import type { Model } from './registry.ts'
import { loadRuntime, type Provider } from './runtime.ts'

/** Numbers of a shape, e.g. 1×3×height×width. */
export type Tensor = { data: Float32Array; shape: number[] }

/** What nets take beside those: whole numbers, and yes or no, a byte each. */
export type Input = Tensor | { data: BigInt64Array | Uint8Array; shape: number[] }

/** A model that is ready to run, on what of this machine is fastest for it. */
export type Session = {
  readonly provider: Provider
  /** @throws MillraceError bad-model */
  run(inputs: Record<string, Input>): Promise<Record<string, Tensor>>
  close(): Promise<void>
}

/** A run or two compile, those after them are timed. */
const WARM_UP = 2
const TIMED = 3
/** Of what is tried out, height and width: large enough that a GPU can show what it can do. */
const TRIAL_SIDE = 256

/** What was found faster, for each model. */
const faster = new Map<string, Provider>()

/**
 * A model on whatever runs it fastest here; when the graphics processor is lost it goes on without.
 * @throws MillraceError bad-model
 */
export async function openSession(model: Model, bytes: Uint8Array): Promise<Session> {
  if (!(await hasGpu())) return startSession(model, bytes, 'wasm', 'wasm')
  const known = faster.get(model.id)
  if (known !== undefined)
    return withFallback(model, bytes, await startSession(model, bytes, known, 'webgpu'))
  const cpu = await startSession(model, bytes, 'wasm', 'webgpu')
  const gpu = await startSession(model, bytes, 'webgpu', 'webgpu').catch(() => undefined)
  const gpuMs = gpu === undefined ? Number.POSITIVE_INFINITY : await time(model, gpu).catch(() => Infinity)
  const [best, other] = gpu !== undefined && gpuMs < (await time(model, cpu)) ? [gpu, cpu] : [cpu, gpu]
  faster.set(model.id, best.provider)
  await other?.close()
  return withFallback(model, bytes, best)
}

/**
 * A model on a provider of one's choice.
 * @param build which of the runtime's builds; the one for GPUs has both providers
 * @throws MillraceError bad-model
 */
export async function startSession(
  model: Model,
  bytes: Uint8Array,
  provider: Provider,
  build: Provider,
): Promise<Session> {
  let ort: Awaited<ReturnType<typeof loadRuntime>>
  let opened: InferenceSession
  try {
    ort = await loadRuntime(build, model.threads)
    opened = await ort.InferenceSession.create(bytes, {
      executionProviders: [provider],
      // Threads that wait for work by turning in circles take what the encoders need.
      extra: { session: { 'intra_op.allow_spinning': '0' } },
    })
  } catch (cause) {
    throw cannotRun(model.id, cause)
  }
  return {
    provider,
    async run(inputs) {
      const feeds = Object.entries(inputs).map(
        ([name, { data, shape }]) =>
          [name, new ort.Tensor(typeOf(data) as 'float32', data as Float32Array, shape)] as const,
      )
      try {
        const outputs = await opened.run(Object.fromEntries(feeds))
        return Object.fromEntries(
          Object.entries(outputs).map(([name, { data, dims }]) => [
            name,
            { data: data as Float32Array, shape: [...dims] },
          ]),
        )
      } catch (cause) {
        throw cannotRun(model.id, cause)
      }
    },
    close: () => opened.release(),
  }
}

function typeOf(data: Input['data']): string {
  if (data instanceof BigInt64Array) return 'int64'
  return data instanceof Uint8Array ? 'bool' : 'float32'
}

/** Milliseconds of a run with pictures of the trial size. */
async function time(model: Model, session: Session): Promise<number> {
  const inputs = Object.fromEntries(
    model.inputs.map(({ name, shape }) => {
      const sizes = shape.map(size => (typeof size === 'number' ? size : TRIAL_SIDE))
      return [name, { data: new Float32Array(sizes.reduce((a, b) => a * b)), shape: sizes }]
    }),
  )
  for (let index = 0; index < WARM_UP; index += 1) await session.run(inputs)
  const began = performance.now()
  for (let index = 0; index < TIMED; index += 1) await session.run(inputs)
  return (performance.now() - began) / TIMED
}

/** A graphics processor can be lost at any time; its model then goes on on the CPU. */
function withFallback(model: Model, bytes: Uint8Array, first: Session): Session {
  let session = first
  return {
    get provider() {
      return session.provider
    },
    async run(inputs) {
      try {
        return await session.run(inputs)
      } catch (error) {
        if (session.provider === 'wasm') throw error
        await session.close().catch(() => {})
        faster.set(model.id, 'wasm')
        session = await startSession(model, bytes, 'wasm', 'webgpu')
        return session.run(inputs)
      }
    },
    close: () => session.close(),
  }
}
