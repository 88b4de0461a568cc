import type { LinkState } from '../../web/network/link/types.ts'
import type { Seen } from './counter.ts'

/** What one page saw in the window. */
export type Result = { seen: Seen[]; bytes: number; lost: number; keys: number; state: LinkState | undefined }

export type Row = {
  /** Frames decoded per second. */
  fps: number
  /** Frames read from the camera per second. */
  of: number
  /** ms from the capture read to the decoded frame. */
  p50: number
  p95: number
  p99: number
  kbps: number
  /** Gaps between decoded frames over 500 ms. */
  freezes: number
  /** The longest gap, ms. */
  longest: number
  /** Gaps in the row of chunks that were not filled. */
  lost: number
  /** kb/s, the sender's last estimate. */
  available: number
}

const FREEZE_MS = 500

/** Joins what the two pages saw by the counter; it repeats, so the newest reading before each arrival counts. */
export function measure(sent: Result, received: Result, seconds: number): Row {
  const latencies: number[] = []
  const gaps: number[] = []
  const arrivals = received.seen.toSorted((a, b) => a.at - b.at)
  for (const [index, { counter, at }] of arrivals.entries()) {
    const read = sent.seen.findLast(each => each.counter === counter && each.at <= at)
    if (read !== undefined) latencies.push(at - read.at)
    const before = arrivals[index - 1]
    if (before !== undefined) gaps.push(at - before.at)
  }
  latencies.sort((a, b) => a - b)
  const at = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? Number.NaN)
  return {
    fps: Math.round((arrivals.length / seconds) * 10) / 10,
    of: Math.round((sent.seen.length / seconds) * 10) / 10,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    kbps: Math.round((received.bytes * 8) / seconds / 1000),
    freezes: gaps.filter(gap => gap > FREEZE_MS).length,
    longest: Math.round(Math.max(0, ...gaps)),
    lost: received.lost,
    available: Math.round((sent.state?.available ?? 0) / 1000),
  }
}
