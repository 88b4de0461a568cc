import { afterEach, expect, test, vi } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import type { Rendition, VideoFormat } from '../protocol/schema.ts'
import { check } from './check.ts'
import { changeOf } from './effect.ts'
import type { Sample } from './types.ts'

vi.mock('./effect.ts', () => ({ changeOf: vi.fn() }))

const SIZE = { width: 32, height: 16 }
const rendition: Rendition = {
  ...{ track: 1, name: '240p', codec: 'h264', ...SIZE },
  ...{ bitrate: 350_000, maxFramerate: 0 },
}
const format: VideoFormat = { codec: 'avc1.42001f', ...SIZE, framerate: 24, bitrate: 1_000_000 }

const chunksOf = (track: number): Chunk[] =>
  Array.from({ length: 4 }, (_, frame) => ({
    ...{ track, key: frame === 0, segment: 0 },
    ...{ timestamp: frame * 40_000, duration: 0, data: new Uint8Array(100) },
  }))
const sample: Sample = {
  ...{ format, rendition, segment: 0, segmentMs: 1000, receipt: undefined },
  ...{ source: chunksOf(0), frames: chunksOf(1) },
}

/** A picture all of one grey. */
const frameAt = (timestamp: number, grey = 128) => ({
  ...{ timestamp, visibleRect: SIZE, format: 'I420' },
  allocationSize: () => 32 * 16 * 1.5,
  async copyTo(data: Uint8Array) {
    data.fill(grey)
    return [32, 16, 16].map((stride, plane) => ({ offset: [0, 512, 640][plane], stride }))
  },
  close() {},
})

/** Decoders, one after the other, each of which fails with an error or works. */
function browserWith(errors: (Error | undefined)[]) {
  class Decoder {
    static isConfigSupported = async (config: VideoDecoderConfig) => ({ supported: true, config })
    decodeQueueSize = 0
    state = 'configured'
    failure = errors.shift()
    ondequeue = () => {}
    constructor(readonly init: { output(frame: unknown): void; error(error: Error): void }) {}
    configure() {}
    close() {}
    decode({ timestamp }: { timestamp: number }) {
      if (this.state === 'closed') throw new DOMException('It is closed.', 'InvalidStateError')
      if (this.failure === undefined) return this.init.output(frameAt(timestamp))
      this.state = 'closed'
      this.init.error(this.failure)
    }
    async flush() {
      if (this.state === 'closed') throw new DOMException('It was closed.', 'AbortError')
    }
  }
  vi.stubGlobal('VideoDecoder', Decoder)
  vi.stubGlobal(
    'EncodedVideoChunk',
    class {
      constructor(init: object) {
        Object.assign(this, init)
      }
    },
  )
}
const reclaimed = () => new DOMException('Codec reclaimed due to inactivity.', 'QuotaExceededError')
const broken = () => new DOMException('Decoding error.', 'EncodingError')

afterEach(() => {
  vi.unstubAllGlobals()
})

test('pictures that are those of the source, and frames that are none', async () => {
  browserWith([])
  expect(await check(sample)).toMatchObject({ verdict: 'good' })
  browserWith([undefined, broken()])
  expect(await check(sample)).toMatchObject({ verdict: 'cheat', reason: 'Its frames cannot be decoded.' })
  browserWith([broken()])
  expect(await check(sample)).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining('source') })
})

test.each([
  ['the source', [reclaimed()], [reclaimed(), reclaimed()]],
  ['the rendition', [undefined, reclaimed()], [undefined, reclaimed(), reclaimed()]],
])(
  'a decoder of %s that the browser takes away is tried once more, and proves nothing',
  async (_, once, twice) => {
    browserWith([...once])
    expect(await check(sample)).toMatchObject({ verdict: 'good' })
    browserWith([...twice])
    expect(await check(sample)).toMatchObject({
      verdict: 'skipped',
      reason: expect.stringContaining('taken'),
    })
  },
)

const withEffect = (id: string): Sample => ({ ...sample, made: { effect: { id, strength: 1 }, size: SIZE } })

test('what an effect was applied to is held against the source with the same effect', async () => {
  const change = vi.fn(async ({ timestamp }: VideoFrame) => frameAt(timestamp) as unknown as VideoFrame)
  vi.mocked(changeOf).mockResolvedValue(change)
  browserWith([])
  expect(await check(withEffect('style-neon'))).toMatchObject({ verdict: 'good' })
  expect(change.mock.calls.map(([{ timestamp }]) => timestamp)).toEqual([0, 40_000, 80_000, 120_000])
})

test('an effect that cannot be applied here, or not to one frame alone, is not compared', async () => {
  vi.mocked(changeOf).mockRejectedValue(new Error('No memory.'))
  browserWith([])
  expect(await check(withEffect('style-neon'))).toMatchObject({
    verdict: 'skipped',
    reason: 'The effect cannot be applied here. No memory.',
  })
  expect(await check(withEffect('blur-faces'))).toMatchObject({
    verdict: 'skipped',
    reason: expect.stringContaining('earlier frames'),
  })
})
