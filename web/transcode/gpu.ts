import type { Benchmark } from './types.ts'

/** Adapters that are programs, under the names that their drivers give. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i

/** The WebGPU adapter of this machine; undefined without one. */
export async function findGpu(): Promise<Benchmark['gpu']> {
  const adapter = await navigator.gpu?.requestAdapter()
  if (!adapter) return undefined
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed'
  return { name, software: isFallbackAdapter || SOFTWARE.test(`${name} ${architecture}`) }
}
