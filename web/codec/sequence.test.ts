import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startSequence } from './sequence.ts'

const calls: string[] = []
const decoder = {
  configure: ({ codec }: VideoDecoderConfig) => void calls.push(`configure ${codec}`),
  decode: ({ timestamp }: { timestamp: number }) => void calls.push(`decode ${timestamp}`),
  async flush() {
    calls.push('flush')
  },
} as unknown as VideoDecoder

beforeEach(() => {
  calls.length = 0
  vi.stubGlobal('EncodedVideoChunk', function (this: object, init: object) {
    Object.assign(this, init)
  })
})
afterEach(() => void vi.unstubAllGlobals())

const FILM = [0, 0, 0, 1, 0x67, 0x64, 0, 0x28, 9, 0, 0, 0, 1, 0x65, 1]
const ENCODED = [0, 0, 0, 1, 0x67, 0x42, 0xe0, 0x28, 9, 0, 0, 0, 1, 0x65, 1]
const key = (timestamp: number, data: number[]) => ({
  ...{ key: true, timestamp, duration: 1, data: Uint8Array.from(data) },
})

test('another encoder begins: what the decoder holds comes out before', () => {
  const decode = startSequence(decoder, { codec: 'avc1.640028' })
  decode(key(0, FILM))
  decode({ ...key(1, [0, 0, 0, 1, 0x41, 1]), key: false })
  decode(key(2, FILM))
  decode(key(3, ENCODED))
  decode(key(4, ENCODED))
  expect(calls).toEqual([
    ...['configure avc1.640028', 'decode 0', 'decode 1', 'decode 2'],
    ...['flush', 'configure avc1.42e028', 'decode 3', 'decode 4'],
  ])
})

test.each<[string, VideoDecoderConfig]>([
  ['H.264 with a description', { codec: 'avc1.640028', description: Uint8Array.of(1) }],
  ['VP9', { codec: 'vp09.00.40.08' }],
])('%s is not looked into', (_, config) => {
  const decode = startSequence(decoder, config)
  for (const [index, data] of [FILM, ENCODED].entries()) decode(key(index, data))
  expect(calls).toEqual([`configure ${config.codec}`, 'decode 0', 'decode 1'])
})
