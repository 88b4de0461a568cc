import { createBucket } from '../../network/link/bucket.ts'
import { blackPicture, passFrames, type Transformer } from '../../network/link/pictures.ts'
import type { Chunk } from '../../protocol/chunk.ts'

/*
 * A player's connection sends a track of a constant small picture, encoded in the codec of the stream: each of its frames
 * goes out with the bytes of one of the stream's in the place of its own. So every frame needs a picture.
 */

/** A picture that brought no frame for so long was dropped by the encoder, ms. */
const LOST_PICTURE_MS = 100
/** How soon to look again while the connection holds too much, ms. */
const CROWDED_MS = 10
/** A frame that waited so long is not worth sending, nor are those behind it: the player goes on with the next key, ms. */
const LATE_MS = 1000
/** Pictures that are too close in time are dropped by the encoder, µs. */
const APART_US = 1000
/** The stream's clock began anew, µs. */
const BACK_US = 1_000_000

/** The way of one rendition to one player, inside a Worker. */
export type Carrier = {
  /** False if it was dropped: no key came yet, or the way to the player is too slow. */
  send(chunk: Chunk): boolean
  setTransformer(transformer: Transformer): void
  /** @param bitrate that the connection is estimated to carry, bits per second */
  setRate(bitrate: number): void
  close(): void
}

export type CarrierOptions = {
  /** Where the pictures go: the track that the connection sends. */
  pictures: WritableStream<VideoFrame>
  /** The codec's packets say whether they are of a key: then the track's frame has to be one where the stream's is. */
  tied: boolean
  /** Has the next picture encoded as a key; resolves when that is arranged. */
  forceKey(): Promise<void>
}

export function createCarrier({ pictures, tied, forceKey }: CarrierOptions): Carrier {
  const bucket = createBucket()
  const writer = pictures.getWriter()
  writer.closed.catch(() => {})
  let waiting: { chunk: Chunk; since: number }[] = []
  /** Until the next key. */
  let skipping = true
  let open = true
  let running = false
  let last = Number.NEGATIVE_INFINITY
  let passed = () => {}

  const skip = () => {
    waiting = []
    skipping = true
  }

  /** Resolves when its frame has come by, or is not to be waited for any more. */
  const write = (timestamp: number) => {
    const isBehind = timestamp <= last && last - timestamp < BACK_US
    last = isBehind ? last + APART_US : timestamp
    return new Promise<void>(resolve => {
      const timer = setTimeout(resolve, LOST_PICTURE_MS)
      passed = () => {
        clearTimeout(timer)
        resolve()
      }
      const picture = blackPicture(last)
      writer.write(picture).catch(() => picture.close())
    })
  }

  const run = async () => {
    if (running) return
    running = true
    for (let [next] = waiting; open && next !== undefined; [next] = waiting) {
      if (bucket.room() <= 0) await new Promise(resolve => setTimeout(resolve, CROWDED_MS))
      else {
        if (tied && next.chunk.key) {
          await bucket.drained()
          await forceKey()
        }
        if (open) await write(next.chunk.timestamp)
      }
    }
    running = false
  }

  const load = (frame: RTCEncodedVideoFrame) => {
    passed()
    const [next] = waiting
    if (next === undefined) return false
    const { key, data } = next.chunk
    if (tied && key !== (frame.type === 'key')) {
      // The encoder made a key as the player has asked for one: what depends on earlier frames is of no use to it.
      if (!key) skip()
      return false
    }
    waiting.shift()
    bucket.add(data.byteLength)
    frame.data = data.slice().buffer
    return true
  }

  return {
    send(chunk) {
      const [oldest] = waiting
      const now = performance.now()
      if (oldest !== undefined && now - oldest.since > LATE_MS) skip()
      if (!open || (skipping && !chunk.key)) return false
      skipping = false
      waiting.push({ chunk, since: now })
      void run()
      return true
    },
    setTransformer: transformer => passFrames(transformer, load),
    setRate: bucket.setRate,
    close() {
      open = false
      passed()
      waiting = []
      writer.abort().catch(() => {})
    },
  }
}
