import type { Chunk } from '../protocol/chunk.ts'
import { toError } from '../protocol/errors.ts'
import { MAX_FRAMERATE, MAX_GOP_CACHE_BYTES, MAX_SOURCE_GOP_MS } from '../protocol/limits.ts'
import type { VideoFormat } from '../protocol/schema.ts'
import { decodeError } from './errors.ts'

/** Chunks that the browser's decoder holds; the rest waits here, where it can be counted and dropped. */
const DECODE_AHEAD = 2
/** Chunks that wait here at most: the longest GOP, which a new orchestrator gets at one go. */
const MAX_WAITING = (MAX_SOURCE_GOP_MS / 1000) * MAX_FRAMERATE
/** More video than this in waiting is behind, µs: a key that came late does not count, what lasts does. */
const MAX_BEHIND_US = 300_000

export type DecoderSink = {
  /** Frames in order of presentation, closed after the call. */
  onframe(frame: VideoFrame): void
  /** Whoever takes the frames has room for more. */
  hasRoom(): boolean
  /** Whether this chunk, the next one, is not to be decoded yet. */
  isHeld?(next: Chunk): boolean
  onerror(error: Error): void
}

/** A video decoder with a bounded waiting room before it. */
export type TrackDecoder = {
  /** Takes decodable chunks in decode order. False when too many wait: all that wait are dropped. */
  push(chunk: Chunk): boolean
  /** Goes on with what waits: to be called when there is room again. */
  feed(): void
  /** Chunks that are not decoded yet. */
  queue(): number
  /** So much waits that frames have to be left out to catch up. */
  behind(): boolean
  /** Resolves when all frames are out. The next chunk must be a key. */
  flush(): Promise<void>
  close(): void
}

/** Errors, an unsupported codec among them, go to the sink as MillraceError. */
export function startDecoder({ codec, description }: VideoFormat, sink: DecoderSink): TrackDecoder {
  const config: VideoDecoderConfig = {
    codec,
    hardwareAcceleration: 'no-preference',
    optimizeForLatency: true,
    ...(description === undefined ? {} : { description }),
  }
  const waiting: Chunk[] = []
  let bytes = 0
  let newest = 0
  let drained: PromiseWithResolvers<void> | undefined

  const decoder = new VideoDecoder({
    output(frame) {
      try {
        sink.onframe(frame)
      } catch (error) {
        sink.onerror(toError(error))
      } finally {
        frame.close()
      }
      feed()
    },
    error: onfault,
  })
  decoder.ondequeue = feed
  try {
    decoder.configure(config)
  } catch (error) {
    onfault(error)
  }

  function onfault(cause: unknown) {
    void decodeError(codec, () => VideoDecoder.isConfigSupported(config), cause).then(error => {
      drained?.reject(error)
      sink.onerror(error)
    })
  }

  function behind() {
    const [oldest] = waiting
    return oldest !== undefined && drained === undefined && newest - oldest.timestamp > MAX_BEHIND_US
  }

  function feed() {
    while (
      decoder.state === 'configured' &&
      decoder.decodeQueueSize < DECODE_AHEAD &&
      (sink.hasRoom() || behind())
    ) {
      const [chunk] = waiting
      if (chunk === undefined || sink.isHeld?.(chunk)) break
      waiting.shift()
      bytes -= chunk.data.byteLength
      decode(chunk)
    }
    if (waiting.length === 0) drained?.resolve()
  }

  function decode({ key, timestamp, duration, data }: Chunk) {
    try {
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data }))
    } catch (error) {
      onfault(error)
    }
  }

  return {
    feed,
    behind,
    push(chunk) {
      newest = Math.max(newest, chunk.timestamp)
      waiting.push(chunk)
      bytes += chunk.data.byteLength
      const fits = waiting.length <= MAX_WAITING && bytes <= MAX_GOP_CACHE_BYTES
      if (!fits) {
        waiting.length = 0
        bytes = 0
      }
      feed()
      return fits
    },
    queue: () => waiting.length + decoder.decodeQueueSize,
    async flush() {
      drained = Promise.withResolvers()
      feed()
      await drained.promise
      await decoder.flush()
      drained = undefined
    },
    close() {
      waiting.length = 0
      drained?.resolve()
      if (decoder.state !== 'closed') decoder.close()
    },
  }
}
