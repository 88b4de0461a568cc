import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Model } from './registry.ts'
import { openSession } from './session.ts'

/** What the pretended runtime does: ms of a run, what fails, and which sessions are open. */
let ms: Record<string, number>
let failing: Set<string>
let open: string[]

vi.mock('./runtime.ts', () => ({
  loadRuntime: async () => ({
    Tensor: class {
      constructor(
        readonly type: string,
        readonly data: Float32Array,
        readonly dims: number[],
      ) {}
    },
    InferenceSession: {
      async create(_: Uint8Array, { executionProviders: [name = ''] }: { executionProviders: string[] }) {
        if (failing.has(`create ${name}`)) throw new Error('no')
        open.push(name)
        return {
          async run(feeds: object) {
            if (failing.has(`run ${name}`)) throw new Error('lost')
            now += ms[name] ?? 0
            return feeds
          },
          async release() {
            open.splice(open.indexOf(name), 1)
          },
        }
      },
    },
  }),
}))

let now = 0
let count = 0
const input = { data: Float32Array.of(1, 2), shape: [1, 2] }
const gpu = {
  requestAdapter: async () => ({ info: { vendor: 'nvidia', architecture: '', description: '' } }),
}

/** What was found for a model is remembered, so each test has one of its own. */
const model = () =>
  ({ id: `test-${count++}`, inputs: [{ name: 'input', shape: [1, 'height'] }] }) as unknown as Model

beforeEach(() => {
  ms = { wasm: 10, webgpu: 2 }
  failing = new Set()
  open = []
  vi.stubGlobal('navigator', { gpu })
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test.each([
  ['webgpu', { wasm: 10, webgpu: 2 }],
  ['wasm', { wasm: 2, webgpu: 10 }],
])('the faster of the two runs: %s', async (faster, times) => {
  ms = times
  const session = await openSession(model(), new Uint8Array())
  expect(session.provider).toBe(faster)
  expect(open).toEqual([faster])
})

test.each([
  ['none', undefined],
  ['one that hands out no adapter', { requestAdapter: async () => null }],
  ['one that fails', { requestAdapter: () => Promise.reject(new Error('no')) }],
  [
    'a program',
    { requestAdapter: async () => ({ info: { vendor: 'google', architecture: 'swiftshader' } }) },
  ],
  ['a fallback', { requestAdapter: async () => ({ info: { isFallbackAdapter: true } }) }],
])('WebAssembly runs where the GPU is %s', async (_, gpu) => {
  vi.stubGlobal('navigator', { gpu })
  expect((await openSession(model(), new Uint8Array())).provider).toBe('wasm')
})

test.each(['create webgpu', 'run webgpu'])(
  'where the GPU fails at once (%s) WebAssembly runs',
  async what => {
    failing.add(what)
    const session = await openSession(model(), new Uint8Array())
    expect(session.provider).toBe('wasm')
    expect(open).toEqual(['wasm'])
  },
)

test('when the GPU is lost the same run is done by WebAssembly, and so are the next sessions', async () => {
  const lost = model()
  const session = await openSession(lost, new Uint8Array())
  failing.add('run webgpu')
  expect((await session.run({ input })).input).toEqual({ data: input.data, shape: input.shape })
  expect(session.provider).toBe('wasm')
  expect(open).toEqual(['wasm'])
  expect((await openSession(lost, new Uint8Array())).provider).toBe('wasm')
})

test('what WebAssembly cannot do either is an error that says so', async () => {
  const session = await openSession(model(), new Uint8Array())
  failing.add('run webgpu').add('run wasm')
  await expect(session.run({ input })).rejects.toMatchObject({ code: 'bad-model' })
  await session.close()
  failing.add('create wasm')
  await expect(openSession(model(), new Uint8Array())).rejects.toMatchObject({ code: 'bad-model' })
  expect(open).toEqual([])
})
