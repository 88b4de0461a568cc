import type * as Ort from 'onnxruntime-web/wasm'

export type Provider = 'wasm' | 'webgpu'

/** More threads than this gain nothing with nets as small as ours. */
const MAX_THREADS = 4

const loaded = new Map<Provider, Promise<typeof Ort>>()

/** The runtime: with a GPU the larger build, which runs on the CPU as well. Its WebAssembly comes from our own server. */
export function loadRuntime(provider: Provider): Promise<typeof Ort> {
  const known = loaded.get(provider) ?? (provider === 'webgpu' ? loadForGpu() : loadForCpu())
  loaded.set(provider, known)
  return known
}

async function loadForCpu(): Promise<typeof Ort> {
  const [ort, { default: mjs }, { default: wasm }] = await Promise.all([
    import('onnxruntime-web/wasm'),
    import('onnxruntime-web/ort-wasm-simd-threaded.mjs?url'),
    import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
  ])
  return configure(ort, { mjs, wasm })
}

async function loadForGpu(): Promise<typeof Ort> {
  const [ort, { default: mjs }, { default: wasm }] = await Promise.all([
    import('onnxruntime-web/webgpu'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
  ])
  return configure(ort, { mjs, wasm })
}

function configure(ort: typeof Ort, urls: { mjs: string; wasm: string }): typeof Ort {
  const absolute = (url: string) => new URL(url, import.meta.url).href
  ort.env.wasm.wasmPaths = { mjs: absolute(urls.mjs), wasm: absolute(urls.wasm) }
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated
    ? Math.min(MAX_THREADS, navigator.hardwareConcurrency)
    : 1
  ort.env.logLevel = 'error'
  return ort
}
