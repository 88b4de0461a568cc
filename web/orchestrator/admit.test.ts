import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FILE_EFFECTS, LIVE_EFFECTS } from '../protocol/effects.ts'
import { type LadderChoice, ladderFor, RUNGS } from '../protocol/ladder.ts'
import type { EffectOrder, JobRequest } from '../protocol/schema.ts'
import type { Benchmark } from '../transcode/types.ts'
import { admit, checkAskPlace, weighEffect, weighLook } from './admit.ts'

const supports = (supported: boolean) => ({ isConfigSupported: async () => ({ supported }) })
beforeEach(() => {
  vi.stubGlobal('VideoDecoder', supports(true))
  vi.stubGlobal('VideoEncoder', supports(true))
})
afterEach(() => vi.unstubAllGlobals())

const benchmark = { codecs: [{ codec: 'h264', supported: true }] } as Benchmark
const free = { running: 0, maxJobs: 1, paused: false }
const choice: LadderChoice = {
  rungs: RUNGS.map(({ name }) => name),
  codec: 'h264',
  segmentMs: 1000,
  maxFramerate: 0,
}

function request(width: number, height: number, change: Partial<JobRequest> = {}): JobRequest {
  const source = { codec: 'avc1.640028', width, height, framerate: 30, bitrate: 5e6 }
  return {
    job: 'job',
    source,
    renditions: ladderFor(source, choice),
    segmentMs: 1000,
    standby: false,
    ...change,
  } as JobRequest
}
const refusal = (code: string) => expect.objectContaining({ code })

test.each([
  [1920, 1080],
  [1279, 719],
  [101, 57],
  [3840, 1080],
  [1080, 1920],
  [4096, 2304],
  [4096, 4096],
])('takes the ladder of a source of %i x %i', async (width, height) => {
  await admit(request(width, height), free, benchmark)
})

test('takes a rung of its own for the largest source of common shape', async () => {
  const source = { codec: 'avc1.640028', width: 4096, height: 2304, framerate: 30, bitrate: 5e6 }
  const renditions = ladderFor(source, { ...choice, rungs: [] })
  await admit(request(4096, 2304, { renditions }), free, benchmark)
})

test('takes a rung in the shape of a source whose pixels are not square', async () => {
  const { renditions } = request(1024, 576)
  await admit(request(720, 576, { renditions }), free, benchmark)
})

test('refuses a rung that is larger than the source', async () => {
  const { renditions } = request(1920, 1080)
  await expect(admit(request(1280, 720, { renditions }), free, benchmark)).rejects.toEqual(
    refusal('unsupported'),
  )
})

test('refuses more pixels together than one machine should be asked for', async () => {
  const renditions = [1, 2, 3, 4, 5, 6, 7, 8].map(track => ({
    track,
    name: `rung ${track}`,
    codec: 'h264' as const,
    width: 1920,
    height: 1080,
    bitrate: 5e6,
    maxFramerate: 0,
  }))
  await expect(admit(request(1920, 1080, { renditions }), free, benchmark)).rejects.toEqual(
    refusal('unsupported'),
  )
  await admit(request(1920, 1080, { renditions: renditions.slice(0, 6) }), free, benchmark)
})

test('refuses while paused, while full, and what this machine lacks', async () => {
  const wanted = request(1280, 720)
  await expect(admit(wanted, { ...free, paused: true }, benchmark)).rejects.toEqual(refusal('paused'))
  await expect(admit(wanted, { ...free, running: 1 }, benchmark)).rejects.toEqual(refusal('busy'))
  const nothing = { codecs: [{ codec: 'h264', supported: false }] } as Benchmark
  await expect(admit(wanted, free, nothing)).rejects.toEqual(refusal('unsupported'))
  vi.stubGlobal('VideoEncoder', supports(false))
  await expect(admit(wanted, free, benchmark)).rejects.toEqual(refusal('unsupported'))
  vi.stubGlobal('VideoDecoder', supports(false))
  await expect(admit(wanted, free, benchmark)).rejects.toThrow('decode')
})

test('refuses to make to a quality where the encoder only keeps to a bit rate', async () => {
  const isConfigSupported = async ({ bitrateMode }: VideoEncoderConfig) => {
    return { supported: bitrateMode !== 'quantizer' }
  }
  vi.stubGlobal('VideoEncoder', { isConfigSupported })
  const wanted = request(1280, 720)
  await admit(wanted, free, benchmark)
  const renditions = wanted.renditions.map(rendition => ({ ...rendition, quantizer: 108 }))
  await expect(admit({ ...wanted, renditions }, free, benchmark)).rejects.toThrow('not to a quality')
})

test('an effect is applied where it is offered, for its price or more, and no price that cannot be paid in time', () => {
  const price = (wei: bigint) => ({ wei, pixels: 1n })
  const offered = ['style-oil', 'enlarge'].map(id => ({ id, pixelRate: 1e7, price: price(120n) }))
  const order = (id: string, wei: bigint) => ({ effect: { id, strength: 1 }, price: price(wei) })
  const weigh = (order: EffectOrder | undefined, of: bigint | undefined, kinds = LIVE_EFFECTS) =>
    weighEffect(order, kinds, offered, of === undefined ? undefined : price(of))
  expect(weigh(undefined, 60n)).toBe(1)
  expect(weigh({}, 60n)).toBe(1)
  expect(weigh(order('style-oil', 120n), 60n)).toBe(3)
  expect(weigh({ effect: { id: 'style-oil', strength: 1 } }, undefined)).toBe(1)
  expect(() => weigh(order('style-neon', 120n), 60n)).toThrow(refusal('unsupported'))
  expect(() => weigh(order('style-oil', 119n), 60n)).toThrow(refusal('too-dear'))
  expect(() => weigh(order('style-oil', 120n), 1n)).toThrow(refusal('too-dear'))
  expect(weigh(order('enlarge', 120n), 60n, FILE_EFFECTS)).toBe(3)
  expect(() => weigh(order('enlarge', 120n), 60n)).toThrow(refusal('unsupported'))
})

test('a file that is enlarged may be made up to twice as large as it is', async () => {
  const effect = { effect: { id: 'enlarge', strength: 1 } }
  const sized = (times: number) => {
    const rung = request(320 * times, 180 * times).renditions.at(-1)
    return request(320, 180, { renditions: rung ? [rung] : [], effect })
  }
  await admit(sized(2), free, benchmark)
  await expect(admit({ ...sized(2), effect: {} }, free, benchmark)).rejects.toThrow('larger than the source')
  await expect(admit(sized(3), free, benchmark)).rejects.toThrow('larger than the source')
})

test('a look counts by its price; who pays less, or asks where it is not offered, gets none', () => {
  const price = (wei: bigint) => ({ wei, pixels: 1n })
  const offered = [{ id: 'objects', pixelRate: 1e6, price: price(120n) }]
  const order = { on: true, price: price(120n) }
  expect(weighLook(order, offered, price(60n))).toBe(180_000)
  expect(weighLook({ on: true, price: price(119n) }, offered, price(60n))).toBeUndefined()
  expect(weighLook({ on: true }, offered, price(60n))).toBeUndefined()
  expect(weighLook(order, [], price(60n))).toBeUndefined()
  expect(weighLook({ on: false }, offered, price(60n))).toBeUndefined()
  expect(weighLook({ on: true }, offered, undefined)).toBe(0)
})

test('a request is taken beside the jobs of a machine that is full, a second one is not', () => {
  const full = { running: 1, maxJobs: 1, paused: false }
  expect(() => checkAskPlace(full, 0)).not.toThrow()
  expect(() => checkAskPlace({ ...full, running: 2 }, 1)).toThrow(refusal('busy'))
  expect(() => checkAskPlace({ ...full, maxJobs: 2 }, 1)).not.toThrow()
  expect(() => checkAskPlace({ ...full, paused: true }, 0)).toThrow(refusal('paused'))
})
