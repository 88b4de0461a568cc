import { encoderConfig } from '../../web/codec/encoder.ts'
import { codecString } from '../../web/protocol/ladder.ts'
import type { Rendition } from '../../web/protocol/schema.ts'

/** Frames of a segment here: half a second of film. */
export const FRAMES = 12
export const FRAMERATE = 24
/** Frames that wait for an encoder or a decoder. */
const QUEUE = 4

export const indexOf = (timestamp: number): number => Math.round((timestamp * FRAMERATE) / 1_000_000)

export type RoundTrip = {
  encode(frame: VideoFrame): Promise<void>
  /** Encoded bytes of each segment. */
  bytes: number[]
  finish(): Promise<void>
}

/** Frames through an encoder, as a rung of the ladder does, and through a decoder. */
export function startRoundTrip(
  { codec, width, height }: Rendition,
  bitrate: number,
  onframe: (frame: VideoFrame) => Promise<void>,
): RoundTrip {
  const bytes: number[] = []
  const pending: Promise<void>[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  const decoder = new VideoDecoder({
    output: frame => pending.push(onframe(frame).finally(() => frame.close())),
    error: reject,
  })
  decoder.configure({ codec: codecString(codec, { width, height, framerate: FRAMERATE }) })
  const encoder = new VideoEncoder({
    output(chunk) {
      const segment = Math.floor(indexOf(chunk.timestamp) / FRAMES)
      bytes[segment] = (bytes[segment] ?? 0) + chunk.byteLength
      decoder.decode(chunk)
    },
    error: reject,
  })
  encoder.configure(encoderConfig({ codec, width, height, bitrate, framerate: FRAMERATE }))
  let newest = -1

  const room = async () => {
    while (encoder.encodeQueueSize >= QUEUE || decoder.decodeQueueSize >= QUEUE) {
      await new Promise(resolve => setTimeout(resolve, 1))
    }
  }
  return {
    bytes,
    async encode(frame) {
      await Promise.race([room(), failed])
      const segment = Math.floor(indexOf(frame.timestamp) / FRAMES)
      encoder.encode(frame, { keyFrame: segment !== newest })
      newest = segment
    },
    async finish() {
      await Promise.race([encoder.flush(), failed])
      await Promise.race([decoder.flush(), failed])
      await Promise.all(pending)
      encoder.close()
      decoder.close()
    },
  }
}
