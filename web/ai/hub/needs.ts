import { findGpu } from '../provider.ts'
import type { Hub } from './registry.ts'

/** Why this machine cannot run a model, in plain words; undefined: it can, as far as is known without trying. */
export async function whyNotHere({ needs }: Pick<Hub, 'needs'>): Promise<string | undefined> {
  if (needs.provider !== 'webgpu') return undefined
  const adapter = await findGpu()
  if (adapter === undefined) return 'This browser has no graphics processor with WebGPU to run it on.'
  const missing = needs.features.find(feature => !adapter.features.has(feature))
  return missing && `The graphics processor of this computer does not compute in half precision (${missing}).`
}
