import { beforeEach, expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import { digestAll, digestOf } from '../protocol/digest.ts'
import type { Receipt, Rendition } from '../protocol/schema.ts'
import { createReceipts, type Receipts } from './receipts.ts'
import { createTimeline, type Timeline } from './timeline.ts'

const FRAMES = 4
const rendition: Rendition = {
  track: 1,
  name: '240p',
  codec: 'h264',
  width: 426,
  height: 240,
  bitrate: 350_000,
  maxFramerate: 0,
}
const chunk = (track: number, index: number): Chunk => ({
  track,
  key: index % FRAMES === 0,
  segment: Math.floor(index / FRAMES),
  timestamp: index * 250_000,
  duration: 0,
  data: Uint8Array.of(track, index),
})
const frames = (segment: number, track = 1) =>
  Array.from({ length: FRAMES }, (_, index) => chunk(track, segment * FRAMES + index))

function receipt(made: Chunk[], change: Partial<Receipt> = {}): Receipt {
  const row = made.map(digestOf)
  return {
    segment: made[0]?.segment ?? 0,
    track: 1,
    frames: made.length,
    skipped: 0,
    bytes: 8,
    pixels: 426 * 240 * made.length,
    digests: Uint8Array.from(row.flatMap(digest => [...digest])),
    source: digestAll(made.map(({ timestamp }) => source.digest(timestamp) as Uint8Array)),
    took: 1,
    signature: new Uint8Array(),
    ...change,
  }
}

let source: Timeline
let receipts: Receipts
beforeEach(() => {
  source = createTimeline()
  for (let segment = 0; segment < 30; segment += 1) for (const each of frames(segment, 0)) source.push(each)
  receipts = createReceipts([rendition], FRAMES * 250, source)
})
/** Of each segment only what comes; what is missing counts as lost. */
const deliver = (chunks: Chunk[]) =>
  chunks
    .map((each, at) => {
      const before = chunks[at - 1]?.timestamp ?? Math.floor(each.timestamp / 1e6) * 1e6 - 250_000
      return receipts.came(each, each.timestamp - before > 250_000)
    })
    .find(Boolean)

test('frames and their receipt, in either order', () => {
  expect(deliver(frames(0))).toBeUndefined()
  expect(receipts.signed(receipt(frames(0)))).toBeUndefined()
  expect(receipts.signed(receipt(frames(1)))).toBeUndefined()
  expect(deliver(frames(1))).toBeUndefined()
})

test('lost frames are no cheat, neither are skipped ones', () => {
  const [first, , , last] = frames(0) as [Chunk, Chunk, Chunk, Chunk]
  expect(deliver([first, last])).toBeUndefined()
  expect(receipts.signed(receipt(frames(0)))).toBeUndefined()
  const some = frames(1).slice(1, 3)
  expect(deliver(some)).toBeUndefined()
  expect(receipts.signed(receipt(some))).toBeUndefined()
})

test('another frame than the one signed for', () => {
  const [first, ...rest] = frames(0) as [Chunk, ...Chunk[]]
  expect(deliver([{ ...first, data: Uint8Array.of(9) }, ...rest])).toBeUndefined()
  expect(receipts.signed(receipt(frames(0)))).toMatch('other frames')
  expect(receipts.signed(receipt(frames(1)))).toBeUndefined()
  expect(deliver([{ ...(frames(1)[2] as Chunk), data: Uint8Array.of(9) }])).toMatch('other frames')
})

test('frames in another order than signed for', () => {
  const [first, second] = frames(0) as [Chunk, Chunk]
  expect(deliver([second, first])).toBeUndefined()
  expect(receipts.signed(receipt(frames(0)))).toMatch('other frames')
})

test('frames that the source does not have, or twice', () => {
  expect(deliver([{ ...chunk(1, 0), timestamp: 1 }])).toMatch('the source has none')
  expect(deliver([chunk(1, 4), chunk(1, 4)])).toMatch('twice')
})

test('a segment begins with a key, unless that was lost', () => {
  const [first, second] = frames(0) as [Chunk, Chunk]
  expect(receipts.came({ ...first, key: false }, true)).toBeUndefined()
  expect(receipts.came(second, false)).toBeUndefined()
  expect(receipts.came({ ...chunk(1, 4), key: false }, false)).toMatch('without a key')
})

test('who takes over in the middle of a segment begins with a key there', () => {
  expect(receipts.came({ ...chunk(1, 6), key: true }, false)).toBeUndefined()
  expect(receipts.came(chunk(1, 7), false)).toBeUndefined()
})

test.each([
  ['not ordered', { track: 2 }],
  ['more frames than it tells', { frames: 5 }],
  ['number of pixels', { pixels: 1 }],
  ['another source', { source: new Uint8Array(32) }],
])('a receipt that does not fit: %s', (reason, change) => {
  deliver(frames(0))
  expect(receipts.signed(receipt(frames(0), change))).toMatch(reason)
})

test('more frames than the source has', () => {
  const many = [...frames(0), ...frames(0)]
  expect(receipts.signed(receipt(many))).toMatch('than the source has')
})

test('a higher frame rate than was ordered; one more frame in a segment is none', () => {
  receipts = createReceipts([{ ...rendition, maxFramerate: 2 }], FRAMES * 250, source)
  expect(receipts.signed(receipt(frames(0).slice(1)))).toBeUndefined()
  expect(receipts.signed(receipt(frames(1)))).toMatch('frame rate')
})

test('two receipts for the same segment', () => {
  expect(receipts.signed(receipt(frames(0)))).toBeUndefined()
  expect(receipts.signed(receipt(frames(0)))).toMatch('twice')
})

test('what is long past is not judged', () => {
  deliver(frames(20))
  expect(receipts.signed(receipt(frames(0), { source: new Uint8Array(32) }))).toBeUndefined()
  expect(deliver([{ ...chunk(1, 0), timestamp: 1 }])).toBeUndefined()
})
