import type * as Ort from 'onnxruntime-web/wasm'

export type Provider = 'wasm' | 'webgpu'

const loaded = new Map<Provider, Promise<typeof Ort>>()

/**
 * The runtime: with a GPU the larger build, which runs on the CPU as well. Its WebAssembly comes from our own server.
 * @param threads at most; it starts them once, so the first call of a Worker decides
 */
export function loadRuntime(provider: Provider, threads: number): Promise<typeof Ort> {
  const known = loaded.get(provider) ?? (provider === 'webgpu' ? loadForGpu(threads) : loadForCpu(threads))
  loaded.set(provider, known)
  // What could not be loaded may be another time.
  known.catch(() => loaded.delete(provider))
  return known
}

async function loadForCpu(threads: number): Promise<typeof Ort> {
  const [ort, { default: mjs }, { default: wasm }] = await Promise.all([
    import('onnxruntime-web/wasm'),
    import('onnxruntime-web/ort-wasm-simd-threaded.mjs?url'),
    import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
  ])
  return configure(ort, threads, { mjs, wasm })
}

async function loadForGpu(threads: number): Promise<typeof Ort> {
  const [ort, { default: mjs }, { default: wasm }] = await Promise.all([
    import('onnxruntime-web/webgpu'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
  ])
  return configure(ort, threads, { mjs, wasm })
}

function configure(ort: typeof Ort, threads: number, urls: { mjs: string; wasm: string }): typeof Ort {
  const absolute = (url: string) => new URL(url, import.meta.url).href
  ort.env.wasm.wasmPaths = { mjs: absolute(urls.mjs), wasm: absolute(urls.wasm) }
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated
    ? Math.min(threads, navigator.hardwareConcurrency)
    : 1
  ort.env.logLevel = 'error'
  return ort
}
