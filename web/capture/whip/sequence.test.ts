import { expect, test } from 'vitest'
import type { Sps } from './h264.ts'
import { createSequence, type Received } from './sequence.ts'

const SPS: Sps = { codec: 'avc1.42e01f', width: 640, height: 360, maxFrameNumber: 16, mayGap: false }
const FRAME_US = 33_333

/** The nth frame of a stream whose keys are at multiples of `gop`, which came at its time or later. */
function frame(count: number, { gop = 100, late = 0, reference = true } = {}): Received {
  const key = count % gop === 0
  return {
    ...{ key, reference, sps: key ? SPS : undefined, frameNumber: (count % gop) % SPS.maxFrameNumber },
    ...{ timestamp: count * FRAME_US, arrival: (count * FRAME_US) / 1000 + late, data: new Uint8Array() },
  }
}

function deliver(frames: Received[]) {
  const out: [number, boolean][] = []
  const sequence = createSequence(({ timestamp }, lost) => out.push([Math.round(timestamp / FRAME_US), lost]))
  for (const each of frames) sequence.push(each)
  return out
}
const plain = (numbers: number[]) => numbers.map(number => [number, false])

test('frames in order go on at once, over the end of their numbers', () => {
  const numbers = Array.from({ length: 40 }, (_, count) => count)
  expect(deliver(numbers.map(count => frame(count)))).toEqual(plain(numbers))
})

test('one that was sent again takes its place', () => {
  const frames = [0, 1, 3, 4].map(count => frame(count))
  expect(deliver([...frames, frame(2, { late: 100 }), frame(5)])).toEqual(plain([0, 1, 2, 3, 4, 5]))
})

test('one that never comes is told of once it has been waited for', () => {
  const numbers = Array.from({ length: 24 }, (_, count) => count).filter(count => count !== 3)
  const out = deliver(numbers.map(count => frame(count)))
  expect(out.slice(0, 3)).toEqual(plain([0, 1, 2]))
  expect(out[3]).toEqual([4, true])
  expect(out.slice(4)).toEqual(plain(numbers.slice(4).map(number => number)))
})

test('a key does not wait for what lies before it, which comes too late', () => {
  const frames = [0, 1, 3, 4, 5].map(count => frame(count, { gop: 5 }))
  expect(deliver([...frames, frame(2, { gop: 5, late: 300 })])).toEqual(plain([0, 1, 5]))
})

test('what no other frame needs may be missing', () => {
  const idle = { reference: false }
  const numbered = (count: number, frameNumber: number, more = {}) => ({ ...frame(count, more), frameNumber })
  const frames = [frame(0), numbered(1, 1, idle), numbered(3, 1), numbered(4, 2, idle), numbered(5, 2)]
  expect(deliver(frames)).toEqual(plain([0, 1, 3, 4, 5]))
})

test('the same frame twice is one', () => {
  expect(deliver([frame(0), frame(1), frame(1), frame(0), frame(2)])).toEqual(plain([0, 1, 2]))
})
