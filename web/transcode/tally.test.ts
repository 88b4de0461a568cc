import { expect, test } from 'vitest'
import type { SegmentCount } from '../protocol/schema.ts'
import { createTally } from './tally.ts'

test('a receipt for each segment, when the next one begins', () => {
  const receipts: SegmentCount[] = []
  const tally = createTally(2, receipt => receipts.push(receipt))
  tally.encoded(4, 100)
  tally.encoded(4, 10)
  tally.skipped(4)
  tally.skipped(5)
  expect(receipts).toEqual([])
  tally.encoded(6, 50)
  expect(receipts).toEqual([
    { segment: 4, track: 2, frames: 2, skipped: 1, bytes: 110 },
    { segment: 5, track: 2, frames: 0, skipped: 1, bytes: 0 },
  ])
  tally.finish()
  expect(receipts[2]).toEqual({ segment: 6, track: 2, frames: 1, skipped: 0, bytes: 50 })
})
