import { expect, test } from 'vitest'
import type { FileOrder, MadeSegment } from '../protocol/file.ts'
import { checkMade } from './accept.ts'

const rendition = {
  track: 1,
  name: '240p',
  codec: 'h264',
  width: 426,
  height: 240,
  bitrate: 350_000,
  maxFramerate: 0,
}
const order = { source: { codec: 'avc1', width: 640, height: 360 }, renditions: [rendition] } as FileOrder
const packet = (timestamp: number, key = false) => ({ timestamp, duration: 10, key, data: new Uint8Array(1) })
const made = (...packets: ReturnType<typeof packet>[]): MadeSegment => ({
  index: 0,
  renditions: [{ track: 1, codec: 'avc1', packets }],
  ms: 1,
})
const frames = [0, 10, 20]

test('what has the frames of the source is taken', () => {
  checkMade(order, frames, made(packet(0, true), packet(10), packet(20)))
})

test('what lacks frames, has others, or does not begin with a key is not', () => {
  const check = (segment: MadeSegment) => () => checkMade(order, frames, segment)
  expect(check(made(packet(0, true), packet(20)))).toThrow('lacks pictures')
  expect(check(made(packet(0, true), packet(10), packet(15)))).toThrow('of its own')
  expect(check(made(packet(0, true), packet(10), packet(10), packet(20)))).toThrow('twice')
  expect(check(made(packet(0), packet(10), packet(20)))).toThrow('begin with a key')
  expect(check(made())).toThrow('begin with a key')
  expect(check({ ...made(packet(0, true)), renditions: [] })).toThrow('is missing')
})

test('where the frame rate is capped some may be left out', () => {
  const capped = { ...order, renditions: [{ ...rendition, maxFramerate: 50 }] } as FileOrder
  checkMade(capped, frames, made(packet(0, true), packet(20)))
})
