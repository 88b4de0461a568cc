import { expect, test } from 'vitest'
import { usageOf } from './memory.ts'

test('what models take is told apart from the rest of the page', () => {
  const of = (bytes: number, ...urls: string[]) => ({ bytes, attribution: urls.map(url => ({ url })) })
  const told = {
    bytes: 400,
    breakdown: [
      of(100, 'http://host/contribute.html'),
      of(200, 'http://host/assets/effect.worker-D3adB33f.js'),
      of(50, 'http://host/web/ai/measure.worker.ts?worker_file&type=module'),
      of(20, 'http://host/assets/ort-wasm-simd-threaded-abc.mjs'),
      of(25, 'http://host/assets/ladder.worker-effect1.js'),
      of(5),
    ],
  }
  expect(usageOf(told)).toEqual({ all: 400, models: 270 })
})
