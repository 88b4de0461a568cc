import type { Chunk } from '../protocol/chunk.ts'
import { type CodecName, codecString } from '../protocol/ladder.ts'
import { MAX_BITRATE, MIN_BITRATE } from '../protocol/limits.ts'
import { segmentOf } from '../protocol/segment.ts'
import { encodeError } from './errors.ts'

/** Frames that may wait in an encoder, beside the one in work; with more, the next one is late anyway. */
export const ENCODE_AHEAD = 2
/** A new bitrate that is closer to the old one than this is not worth draining the encoder for. */
const BITRATE_STEP = 0.05

export type EncoderOptions = {
  track: number
  codec: CodecName
  width: number
  height: number
  /** Frames per second. */
  framerate: number
  /** Bits per second. */
  bitrate: number
  segmentMs: number
}

export type EncoderSink = {
  onchunk(chunk: Chunk): void
  /** There is room for one frame more. */
  onroom(): void
  onerror(error: Error): void
}

/** Frames to the chunks of one track. The first frame of each segment becomes a key. */
export type TrackEncoder = {
  /** Frames that wait. */
  queue(): number
  /** Scales the frame to the track's size; the caller closes it. Timestamps rise. */
  encode(frame: VideoFrame): void
  /** Bits per second. */
  setBitrate(bitrate: number): void
  /** The next frame becomes a key. */
  requestKey(): void
  flush(): Promise<void>
  close(): void
}

/** The WebCodecs configuration with which a track of Millrace is encoded. */
export function encoderConfig({
  codec,
  width,
  height,
  framerate,
  bitrate,
}: Omit<EncoderOptions, 'track' | 'segmentMs'>) {
  const config: VideoEncoderConfig = {
    codec: codecString(codec, { width, height, framerate }),
    width,
    height,
    bitrate: Math.min(MAX_BITRATE, Math.max(MIN_BITRATE, bitrate)),
    framerate: framerate || 30,
    latencyMode: 'realtime',
    hardwareAcceleration: 'no-preference',
  }
  if (codec === 'h264') config.avc = { format: 'annexb' }
  return config
}

/** Errors, an unsupported configuration among them, go to the sink as MillraceError. */
export function startEncoder(options: EncoderOptions, sink: EncoderSink): TrackEncoder {
  const { track, segmentMs } = options
  let config = encoderConfig(options)
  /** The segment that the newest key starts; -1 makes the next frame a key. */
  let segment = -1

  const encoder = new VideoEncoder({
    output: encoded => sink.onchunk(toChunk(encoded, track, segmentMs)),
    error: onfault,
  })
  encoder.ondequeue = sink.onroom
  configure()

  function configure() {
    try {
      encoder.configure(config)
    } catch (error) {
      onfault(error)
    }
  }

  function onfault(cause: unknown) {
    const support = () => VideoEncoder.isConfigSupported(config)
    void encodeError(config.codec, support, cause).then(sink.onerror)
  }

  return {
    queue: () => encoder.encodeQueueSize,
    encode(frame) {
      if (encoder.state !== 'configured') return
      const current = segmentOf(frame.timestamp, segmentMs)
      encoder.encode(frame, { keyFrame: current !== segment })
      segment = current
    },
    setBitrate(bitrate) {
      const next = encoderConfig({ ...options, bitrate })
      const before = config.bitrate ?? 0
      if (Math.abs((next.bitrate ?? 0) - before) <= before * BITRATE_STEP || encoder.state !== 'configured')
        return
      config = next
      configure()
    },
    requestKey() {
      segment = -1
    },
    flush: () => encoder.flush(),
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}

function toChunk(encoded: EncodedVideoChunk, track: number, segmentMs: number): Chunk {
  const data = new Uint8Array(encoded.byteLength)
  encoded.copyTo(data)
  const { timestamp, type } = encoded
  const segment = segmentOf(timestamp, segmentMs)
  return { track, key: type === 'key', segment, timestamp, duration: encoded.duration ?? 0, data }
}
