import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { findModel, loadModel } from './load.ts'
import { MODELS, type Model } from './registry.ts'

const CONTENT = new Uint8Array(100_000).map((_, index) => index % 251)
const model: Model = {
  ...(MODELS[0] as Model),
  id: 'test',
  bytes: CONTENT.length,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
}

const answer = (content: Uint8Array<ArrayBuffer>, status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(content, { status }))

afterEach(() => vi.unstubAllGlobals())

test('a model is its bytes, and tells how far it is', async () => {
  answer(CONTENT)
  const shares: number[] = []
  expect(await loadModel(model, share => shares.push(share))).toEqual(CONTENT)
  expect(shares.at(-1)).toBe(1)
})

test.each([
  ['altered', CONTENT.with(5, 9)],
  ['cut short', CONTENT.subarray(0, 99_999)],
  ['longer', new Uint8Array([...CONTENT, 1])],
  ['nothing', new Uint8Array(0)],
])('bytes that are %s are not run', async (_, content) => {
  answer(content)
  await expect(loadModel(model)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching('not the file'),
  })
})

test('a model that is not there, or cannot be reached, is an error', async () => {
  answer(CONTENT, 404)
  await expect(loadModel(model)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching('not be downloaded'),
  })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(loadModel(model)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching('not be downloaded'),
  })
})

test.each(['', 'nothing', '__proto__', 'x'.repeat(1_000_000)])('there is no model of another name', id => {
  expect(() => findModel(id)).toThrow('There is no AI model')
})
