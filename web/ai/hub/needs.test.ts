import { afterEach, expect, test, vi } from 'vitest'
import { whyNotHere } from './needs.ts'
import { findHub } from './registry.ts'

const hub = findHub('sd-turbo')
afterEach(() => {
  vi.unstubAllGlobals()
})

function machine(features: string[] | undefined, description = 'A card') {
  const info = { isFallbackAdapter: false, vendor: 'x', architecture: 'y', description }
  const adapter = features && { info, features: new Set(features) }
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter ?? null } })
}

test('it runs on a graphics processor that computes in half precision alone', async () => {
  machine(['shader-f16'])
  expect(await whyNotHere(hub)).toBeUndefined()
  machine(['timestamp-query'])
  expect(await whyNotHere(hub)).toContain('half precision')
  machine(['shader-f16'], 'SwiftShader')
  expect(await whyNotHere(hub)).toContain('no graphics processor')
  machine(undefined)
  expect(await whyNotHere(hub)).toContain('no graphics processor')
  vi.stubGlobal('navigator', {})
  expect(await whyNotHere(hub)).toContain('no graphics processor')
})
