import * as web from 'onnxruntime-web/wasm'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPaintNets, type PaintNets } from '../web/ai/hub/nets.ts'
import { type Paint, startPaint } from '../web/ai/hub/painter.ts'
import { filesOf, HUBS, hubBytes, hubEntry } from '../web/ai/hub/registry.ts'
import { startTokens } from '../web/ai/hub/tokens.ts'
import { ANY_SIDE, IMAGINE_ANY } from '../web/protocol/imagine.ts'
import { tinyHub } from './tinyhub.ts'

const { entry, files } = tinyHub('/hub/')
const hub = v.parse(hubEntry, entry)
const json = (path: string) => new TextDecoder().decode(files.get(path))
let nets: PaintNets
let paint: Paint

beforeAll(async () => {
  web.env.wasm.numThreads = 1
  nets = await openPaintNets(web, hub, async ({ path }) => files.get(path) ?? new Uint8Array())
  paint = startPaint(startTokens(JSON.parse(json(hub.vocabulary.path)), json(hub.merges.path)), nets)
})
afterAll(() => nets.close())

test('what is offered is pinned, named with its licence, and needs a GPU that takes half-precision numbers', () => {
  expect(HUBS.map(({ id }) => id)).toEqual([IMAGINE_ANY.id])
  for (const real of HUBS) {
    expect(real.url).toMatch(/^https:\/\/huggingface\.co\/[\w-]+\/[\w-]+\/resolve\/[0-9a-f]{40}\/$/)
    expect(real.licence.address).toMatch(/^https:/)
    expect(real.needs).toMatchObject({ provider: 'webgpu', features: ['shader-f16'] })
    expect(new Set(filesOf(real).map(({ blake3 }) => blake3)).size).toBe(5)
    expect(hubBytes(real)).toBe(2_515_502_262)
  }
})

test('words and seed make a picture: the same ones the same, others another', async () => {
  const first = await paint('a red house', 7)
  expect([first.width, first.height, first.data.length]).toEqual([ANY_SIDE, ANY_SIDE, 4 * ANY_SIDE ** 2])
  const apart = async (words: string, seed: number) => {
    const { data } = await paint(words, seed)
    let sum = 0
    for (const [at, value] of data.entries()) sum += Math.abs(value - (first.data[at] as number))
    return sum / data.length
  }
  expect(await apart('a red house', 7)).toBe(0)
  expect(await apart('A  RED house ', 7)).toBe(0)
  expect(await apart('a blue boat', 7)).toBeGreaterThan(1)
  expect(await apart('a red house', 8)).toBeGreaterThan(1)
})

test('every number of the step arrives: noise less what the net finds, decoded', async () => {
  const latent = new Float32Array(4 * 64 * 64).fill(0.5)
  const tokens = Int32Array.from({ length: 77 }, (_, at) => at)
  const noise = await nets.findNoise(tokens, latent)
  // 0.99 × 0.5 - 0.02 × sin(0.37 × 1) - 999 × 10⁻⁶, in the row of the second token
  expect(noise[64]).toBeCloseTo(0.4867687, 6)
  const planes = await nets.decode(latent)
  expect(planes).toHaveLength(3 * ANY_SIDE ** 2)
  expect(planes[ANY_SIDE]).toBeCloseTo(Math.tanh(0.25), 6)
})

test('a file that is no net is an error with a name', async () => {
  const opening = openPaintNets(web, hub, async () => new Uint8Array([1, 2, 3]))
  await expect(opening).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('sd-turbo'),
  })
})
