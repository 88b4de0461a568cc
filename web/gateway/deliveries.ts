import { mostFrames } from '../protocol/balance.ts'
import type { Chunk } from '../protocol/chunk.ts'
import type { Receipt, Rendition } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createSince } from '../protocol/since.ts'

/** Of what comes, so much again may be lost on the way and is owed for nevertheless. */
const LOSS_SHARE = 0.5
/** Receipts of a rung that wait for frames of a later segment; beyond, the oldest is forgotten. */
const MAX_WAITING = 8

/** What one orchestrator is owed for, in output pixels, those with an effect by their weight. */
export type Deliveries = {
  /** A frame of the source was sent that is to be encoded: nobody is owed for more frames of a rung than these. */
  sent(): void
  /** From this segment on, each output pixel counts for so many: for the first kept of them at once. */
  applied(since: number, weight: number): void
  received(chunk: Chunk): void
  /**
   * What the orchestrator says that it made of a segment. What did not come of it counts once frames of a later segment
   * have come, as far as links lose frames: who delivers nothing is owed for nothing.
   */
  receipt(receipt: SegmentCount): void
  /** By their weight. */
  pixels(): number
}

type SegmentCount = Pick<Receipt, 'track' | 'segment' | 'frames'>

type Track = {
  /** Pixels of one frame. */
  size: number
  /** Frames of a segment that are owed for; who makes more does so for nothing. */
  most: number
  /** Frames owed for. */
  owed: number
  newest: number
  /** Frames that came of each segment whose receipt may still come. */
  came: Map<number, number>
  /** Newest segment that a receipt came for. */
  receipted: number
  waiting: SegmentCount[]
}

/** @param segmentPixels output pixels of one segment: so many may be lost at once */
export function createDeliveries(
  renditions: Pick<Rendition, 'track' | 'width' | 'height' | 'maxFramerate'>[],
  segmentPixels: number,
  segmentMs: number,
): Deliveries {
  const tracks = new Map<number, Track>()
  for (const rendition of renditions) {
    const { track, width, height } = rendition
    const none = { owed: 0, newest: -1, receipted: -1, came: new Map(), waiting: [] }
    tracks.set(track, { size: width * height, most: mostFrames(rendition, segmentMs), ...none })
  }
  let sent = 0
  let pixels = 0
  let losable = segmentPixels
  const weights = createSince(1)

  /** @returns plain pixels */
  const owe = (track: Track, frames: number, segment: number) => {
    const owed = Math.max(0, Math.min(frames, sent - track.owed))
    track.owed += owed
    pixels += owed * track.size * weights.at(segment)
    return owed * track.size
  }
  const settle = (track: Track, { segment, frames }: SegmentCount) => {
    const lost = Math.min(frames, track.most) - (track.came.get(segment) ?? 0)
    losable -= owe(track, Math.min(lost, Math.floor(losable / track.size)), segment)
    for (const known of track.came.keys()) if (known <= segment) track.came.delete(known)
  }
  const settleBefore = (track: Track, segment: number) => {
    while (track.waiting[0] !== undefined && track.waiting[0].segment < segment) {
      settle(track, track.waiting.shift() as SegmentCount)
    }
  }

  return {
    sent() {
      sent += 1
    },
    applied(since, weight) {
      // Frames may overtake the word that tells what was done to them.
      for (const { size, most, came } of tracks.values()) {
        for (const [segment, frames] of came) {
          if (segment >= since) pixels += Math.min(frames, most) * size * (weight - weights.at(segment))
        }
      }
      weights.set(since, weight)
    },
    received({ track: id, timestamp }) {
      const track = tracks.get(id)
      // The same frame twice is one frame.
      if (track === undefined || timestamp <= track.newest) return
      track.newest = timestamp
      const segment = segmentOf(timestamp, segmentMs)
      const before = track.came.get(segment) ?? 0
      const owed = before < track.most ? owe(track, 1, segment) : 0
      losable = Math.min(segmentPixels, losable + owed * LOSS_SHARE)
      track.came.set(segment, before + 1)
      settleBefore(track, segment)
      trim(track.came)
    },
    receipt(receipt) {
      const track = tracks.get(receipt.track)
      if (track === undefined || receipt.segment <= track.receipted) return
      track.receipted = receipt.segment
      track.waiting.push(receipt)
      if (track.waiting.length > MAX_WAITING) track.waiting.shift()
      settleBefore(track, segmentOf(Math.max(0, track.newest), segmentMs))
    },
    pixels: () => Math.round(pixels),
  }
}

function trim(came: Map<number, number>): void {
  const [oldest] = came.keys()
  if (came.size > MAX_WAITING && oldest !== undefined) came.delete(oldest)
}
