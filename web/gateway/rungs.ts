import type { Chunk } from '../protocol/chunk.ts'
import { median } from '../protocol/median.ts'
import { createMeter } from '../protocol/meter.ts'
import type { Receipt } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createGops } from './gops.ts'

/** Latencies of the newest frames that the median is taken of: about three seconds. */
const LATENCY_SAMPLES = 90
/** Segments whose receipt may still come. */
const MAX_UNRECEIPTED = 16

/** What a receipt counts. */
type Counts = Pick<Receipt, 'segment' | 'frames' | 'skipped'>

export type RungReport = {
  track: number
  framerate: number
  bitrate: number
  latency: number
  droppedSegments: number
  frames: number
  /** Timestamp of the newest frame, µs; -1 before the first. */
  newest: number
}

/** One rung as it comes back from orchestrators: what may be published of it, and how it does. */
export type Rung = {
  /**
   * Takes a chunk and says whether it may be published. After a loss nothing is, up to the next key.
   * @param now Unix ms, as the source's epoch
   */
  receive(chunk: Chunk, lost: boolean, now: number, epoch: number): boolean
  receipt(receipt: Counts): void
  report(now: number): RungReport
  /** Timestamp of the newest frame, µs; -1 before the first. */
  delivered(): number
  /** Newest GOP, for viewers who join. */
  newest(): Chunk[]
  /** A new orchestrator takes over: its first chunk must be a key. */
  restart(): void
}

export function createRung(track: number): Rung {
  const meter = createMeter()
  const gops = createGops()
  const latencies: number[] = []
  const received = new Map<number, number>()
  let pending: Counts | undefined
  let broken = true
  let frames = 0
  let newest = -1
  let droppedSegments = 0

  return {
    receive(chunk, lost, now, epoch) {
      if (chunk.key) broken = false
      else if (lost) broken = true
      if (broken) return false
      frames += 1
      newest = Math.max(newest, chunk.timestamp)
      received.set(chunk.segment, (received.get(chunk.segment) ?? 0) + 1)
      const [oldest] = received.keys()
      if (received.size > MAX_UNRECEIPTED && oldest !== undefined) received.delete(oldest)
      meter.add(now, chunk.data.byteLength)
      latencies.push(now - epoch - chunk.timestamp / 1000)
      if (latencies.length > LATENCY_SAMPLES) latencies.shift()
      gops.push(chunk)
      gops.trim(newest)
      return true
    },
    receipt(receipt) {
      // A receipt may overtake the last frames of its segment: it is checked when the next one comes.
      if (pending !== undefined) {
        const whole = (received.get(pending.segment) ?? 0) >= pending.frames && pending.skipped === 0
        if (!whole) droppedSegments += 1
        for (const known of received.keys()) if (known <= pending.segment) received.delete(known)
      }
      pending = receipt
    },
    report(now) {
      return {
        track,
        framerate: meter.framerate(now),
        bitrate: meter.bitrate(now),
        latency: median(latencies),
        droppedSegments,
        frames,
        newest,
      }
    },
    delivered: () => newest,
    newest: gops.newest,
    restart() {
      broken = true
      pending = undefined
    },
  }
}

/**
 * Whether a chunk can have been made of what the source has sent so far: an orchestrator that runs ahead of the source,
 * or counts segments of its own, would lead viewers and whoever takes over to where the stream never comes.
 *
 * @param newest timestamp of the source's newest frame, µs
 */
export function isOfSource({ timestamp, segment }: Chunk, newest: number, segmentMs: number): boolean {
  return timestamp <= newest && segment === segmentOf(timestamp, segmentMs)
}
