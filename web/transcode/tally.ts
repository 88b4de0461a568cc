import type { SegmentCount } from '../protocol/schema.ts'

/** Counts what is made of each segment of one rung; the receipt comes when the next segment's first frame is out. */
export type Tally = {
  encoded(segment: number, bytes: number): void
  skipped(segment: number): void
  /** Gives the receipts of all that is still open. */
  finish(): void
}

export function createTally(track: number, onreceipt: (receipt: SegmentCount) => void): Tally {
  /** In order of their segments: frames are skipped or encoded in order. */
  const open: SegmentCount[] = []

  const of = (segment: number): SegmentCount => {
    const known = open.find(receipt => receipt.segment === segment)
    if (known !== undefined) return known
    const receipt = { segment, track, frames: 0, skipped: 0, bytes: 0 }
    open.push(receipt)
    return receipt
  }
  const closeBefore = (segment: number) => {
    while (open[0] !== undefined && open[0].segment < segment) onreceipt(open.shift() as SegmentCount)
  }

  return {
    encoded(segment, bytes) {
      closeBefore(segment)
      const receipt = of(segment)
      receipt.frames += 1
      receipt.bytes += bytes
    },
    skipped(segment) {
      of(segment).skipped += 1
    },
    finish: () => closeBefore(Number.POSITIVE_INFINITY),
  }
}
