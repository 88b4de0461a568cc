/** Adapters that are programs, under the names that their drivers give: slower than WebAssembly. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i

/** Whether this machine has a graphics processor that WebGPU can use. */
export async function hasGpu(): Promise<boolean> {
  return (await findGpu()) !== undefined
}

/** The graphics processor that WebGPU can use. */
export async function findGpu(): Promise<GPUAdapter | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null)
  if (!adapter || adapter.info.isFallbackAdapter) return undefined
  const { vendor, architecture, description } = adapter.info
  return SOFTWARE.test(`${vendor} ${architecture} ${description}`) ? undefined : adapter
}
