import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import { startDecoder } from './decoder.ts'

const decoded: number[] = []

beforeEach(() => {
  decoded.length = 0
  vi.stubGlobal('EncodedVideoChunk', function (this: object, init: object) {
    Object.assign(this, init)
  })
  vi.stubGlobal(
    'VideoDecoder',
    class {
      state = 'unconfigured'
      decodeQueueSize = 0
      configure() {
        this.state = 'configured'
      }
      decode({ timestamp }: { timestamp: number }) {
        decoded.push(timestamp)
      }
    },
  )
})
afterEach(() => void vi.unstubAllGlobals())

const chunk = (timestamp: number): Chunk => ({
  ...{ track: 0, key: timestamp === 0, timestamp, duration: 1, segment: 0, data: new Uint8Array(1) },
})

test('a chunk that is held, and all behind it, wait until they may go', () => {
  let held = true
  const onerror = (error: Error) => expect.unreachable(error.message)
  const sink = { onframe() {}, hasRoom: () => true, onerror }
  const isHeld = ({ timestamp }: Chunk) => held && timestamp > 1
  const decoder = startDecoder(
    { codec: 'vp8', width: 1, height: 1, framerate: 1, bitrate: 1 },
    { ...sink, isHeld },
  )
  for (const timestamp of [0, 1, 2_000_000, 3, 4]) expect(decoder.push(chunk(timestamp))).toBe(true)
  expect(decoded).toEqual([0, 1])
  held = false
  decoder.feed()
  expect(decoded).toEqual([0, 1, 2_000_000, 3, 4])
})
