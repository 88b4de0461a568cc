import { ENCODE_AHEAD, type EncoderSink, startEncoder, type TrackEncoder } from '../codec/encoder.ts'
import type { Rendition, UnsignedReceipt } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createCap } from './cap.ts'
import type { Done } from './effectstage.ts'
import type { Sources } from './sources.ts'
import { createTally } from './tally.ts'
import { createWork } from './work.ts'

export type RungOptions = { rendition: Rendition; framerate: number; segmentMs: number; sources: Sources }

export type RungSink = EncoderSink & { onreceipt(receipt: UnsignedReceipt): void }

/** One rung of the ladder. */
export type Rung = {
  track: number
  queue(): number
  hasRoom(): boolean
  /**
   * False when the frame had to be skipped.
   * @param hurry leave the frame out rather than let it wait
   * @param done what was done to it: the same for all frames of a segment
   */
  encode(frame: VideoFrame, hurry: boolean, done: Done): boolean
  /** The frame of this time (µs) is left out: nobody pays for it, or the effect had no time for it. */
  skip(timestamp: number): void
  /** Output pixels made so far, by their weight. */
  pixels(): number
  /** Those made, in work, and of one frame more. */
  next(): number
  /** Bits per second; 0 leaves the rung out until it is raised again. */
  setBitrate(bitrate: number): void
  requestKey(): void
  flush(): Promise<void>
  close(): void
}

export function startRung({ rendition, framerate, segmentMs, sources }: RungOptions, sink: RungSink): Rung {
  const { track, codec, width, height, maxFramerate } = rendition
  const paced = maxFramerate > 0 ? Math.min(framerate || maxFramerate, maxFramerate) : framerate
  const stays = createCap(maxFramerate)
  const tally = createTally(rendition, sink.onreceipt)
  const work = createWork()
  let segment = -1
  /** Of the newest frame. */
  let weight = 1
  /** Timestamp of the newest frame taken, µs. */
  let newest = Number.NEGATIVE_INFINITY
  let encoder: TrackEncoder | undefined = start(rendition.bitrate)

  function start(bitrate: number) {
    return startEncoder(
      { track, codec, width, height, framerate: paced, bitrate, segmentMs },
      {
        ...sink,
        onchunk(chunk) {
          work.made(chunk.timestamp)
          tally.encoded(chunk, sources.of(chunk.timestamp), performance.now())
          sink.onchunk(chunk)
        },
      },
    )
  }

  const hasRoom = () => encoder === undefined || encoder.queue() < ENCODE_AHEAD

  return {
    track,
    hasRoom,
    queue: () => encoder?.queue() ?? 0,
    encode(frame, hurry, done) {
      // After a loss some frames come again: none is encoded twice.
      if (encoder === undefined || frame.timestamp <= newest) return true
      newest = frame.timestamp
      const current = segmentOf(frame.timestamp, segmentMs)
      if (!stays(frame.timestamp, current !== segment)) return true
      segment = current
      if (hurry && !hasRoom()) {
        tally.skipped(current)
        return false
      }
      weight = done.weight
      work.began(frame.timestamp, weight)
      tally.began(current, done.effect)
      encoder.encode(frame)
      return true
    },
    skip(timestamp) {
      if (timestamp <= newest) return
      newest = timestamp
      tally.skipped(segmentOf(timestamp, segmentMs))
    },
    pixels: () => work.count() * width * height,
    next: () => (work.bound() + (encoder === undefined ? 0 : weight)) * width * height,
    setBitrate(bitrate) {
      if (bitrate > 0 && encoder !== undefined) encoder.setBitrate(bitrate)
      else if (bitrate > 0) encoder = start(bitrate)
      else {
        encoder?.close()
        encoder = undefined
        work.dropped()
      }
    },
    requestKey: () => encoder?.requestKey(),
    async flush() {
      await encoder?.flush()
      tally.finish()
    },
    close: () => encoder?.close(),
  }
}
