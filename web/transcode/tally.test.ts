import { expect, test } from 'vitest'
import { digestAll, digestOf, splitDigests } from '../protocol/digest.ts'
import type { UnsignedReceipt } from '../protocol/schema.ts'
import { createTally } from './tally.ts'

const frame = (segment: number, bytes: number, timestamp = segment * 1_000_000) => ({
  track: 2,
  key: false,
  segment,
  timestamp,
  duration: 0,
  data: new Uint8Array(bytes).fill(segment),
})
const source = (byte: number, cameAt: number) => ({ digest: new Uint8Array(16).fill(byte), cameAt })

test('a receipt for each segment, when the next one begins', () => {
  const receipts: UnsignedReceipt[] = []
  const tally = createTally({ track: 2, width: 4, height: 2 }, receipt => receipts.push(receipt))
  tally.encoded(frame(4, 100), source(1, 1000), 1010)
  tally.encoded(frame(4, 10, 4_500_000), source(2, 1500), 1530)
  tally.skipped(4)
  tally.skipped(5)
  expect(receipts).toEqual([])
  tally.encoded(frame(6, 50), source(3, 3000), 3020)
  expect(receipts).toMatchObject([
    { segment: 4, track: 2, frames: 2, skipped: 1, bytes: 110, pixels: 16, took: 530 },
    { segment: 5, track: 2, frames: 0, skipped: 1, bytes: 0, pixels: 0, took: 0 },
  ])
  tally.finish()
  expect(receipts[2]).toMatchObject({ segment: 6, track: 2, frames: 1, skipped: 0, bytes: 50, took: 20 })
})

test('a receipt holds the digests of its frames, and one of the frames that they were made of', () => {
  const receipts: UnsignedReceipt[] = []
  const tally = createTally({ track: 2, width: 4, height: 2 }, receipt => receipts.push(receipt))
  const frames = [frame(4, 100), frame(4, 10, 4_500_000)]
  for (const each of frames) tally.encoded(each, source(each.data.length, 0), 0)
  tally.finish()
  const told = splitDigests(receipts[0]?.digests ?? new Uint8Array())
  expect(told).toEqual(frames.map(each => splitDigests(digestOf(each))[0]))
  expect(receipts[0]?.source).toEqual(digestAll([source(100, 0).digest, source(10, 0).digest]))
})
