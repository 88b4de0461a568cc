import { encodeError } from '../codec/errors.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FileRendition, FileSegment, MadeRendition, Packet } from '../protocol/file.ts'
import { wantedTimes } from '../protocol/filetimes.ts'
import { codecString } from '../protocol/ladder.ts'
import { FILE_LEVEL_FRAMERATE, MAX_FILE_SEGMENT_BYTES } from '../protocol/limits.ts'

/** Frames that an encoder may hold before it is waited for. */
const ENCODE_AHEAD = 4

/** One rendition of one segment. */
export type SegmentEncoder = {
  /** Timestamps of the frames that it wants, rising. */
  times: number[]
  /** Output pixels of one frame. */
  pixels: number
  /** Resolves when it can take a frame. */
  room(): Promise<void>
  /** Scales the frame; the caller closes it. */
  encode(frame: VideoFrame): void
  /** @throws MillraceError internal: the encoder did not give back every frame */
  finish(): Promise<MadeRendition>
  close(): void
}

type Sink = { onmade(pixels: number): void; onerror(error: unknown): void }

/**
 * A fresh encoder, so that a segment depends on nothing before it. H.264 comes as Annex B with its parameter sets in
 * every key, whoever made it, and so needs no description. The encoder's clock begins at 0: it is told no negative times.
 */
export function startSegmentEncoder(
  rendition: FileRendition,
  segment: FileSegment,
  { onmade, onerror }: Sink,
): SegmentEncoder {
  const { track, width, height, maxFramerate, quantizer } = rendition
  const times = wantedTimes(segment, maxFramerate)
  const origin = times[0] ?? 0
  const config = segmentConfig(rendition, times.length / ((segment.end - segment.start) / 1e6))
  const packets: Packet[] = []
  const quantized = quantizer === undefined ? {} : { vp9: { quantizer }, av1: { quantizer } }
  let bytes = 0
  let described: VideoDecoderConfig | undefined
  let wake = () => {}

  const encoder = new VideoEncoder({
    output(chunk, metadata) {
      described ??= metadata?.decoderConfig
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      bytes += data.byteLength
      if (bytes > MAX_FILE_SEGMENT_BYTES) return onerror(tooLarge(rendition))
      const { timestamp, duration, type } = chunk
      packets.push({ timestamp: timestamp + origin, duration: duration ?? 0, key: type === 'key', data })
      onmade(width * height)
    },
    error: onfault,
  })
  encoder.ondequeue = () => wake()
  try {
    encoder.configure(config)
  } catch (error) {
    onfault(error)
  }

  function onfault(cause: unknown) {
    wake()
    void encodeError(config.codec, () => VideoEncoder.isConfigSupported(config), cause).then(onerror)
  }

  return {
    times,
    pixels: width * height,
    async room() {
      while (encoder.state === 'configured' && encoder.encodeQueueSize >= ENCODE_AHEAD) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
    encode(frame) {
      if (encoder.state !== 'configured') return
      const { timestamp, duration } = frame
      const timed = new VideoFrame(frame, {
        timestamp: timestamp - origin,
        ...(duration === null ? {} : { duration }),
      })
      encoder.encode(timed, { keyFrame: timestamp === origin, ...quantized })
      timed.close()
    },
    async finish() {
      if (times.length > 0) await encoder.flush()
      if (packets.length !== times.length) {
        throw new MillraceError(
          'internal',
          `The ${config.codec} encoder gave back ${packets.length} of ${times.length} frames.`,
        )
      }
      const { codec = config.codec, description } = described ?? {}
      return {
        track,
        codec,
        ...(description === undefined ? {} : { description: bytesOf(description) }),
        packets,
      }
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
      wake()
    },
  }
}

/** @param framerate frames per second of this segment */
function segmentConfig(
  { codec, width, height, bitrate, maxFramerate, quantizer }: FileRendition,
  framerate: number,
): VideoEncoderConfig {
  return {
    codec: codecString(codec, { width, height, framerate: maxFramerate || FILE_LEVEL_FRAMERATE }),
    width,
    height,
    bitrate,
    framerate,
    bitrateMode: quantizer === undefined ? 'variable' : 'quantizer',
    latencyMode: 'quality',
    // Quantizers are counted otherwise by the encoders of GPUs: segments of many machines have to look alike.
    hardwareAcceleration: quantizer === undefined ? 'no-preference' : 'prefer-software',
    ...(codec === 'h264' ? { avc: { format: 'annexb' } } : {}),
  }
}

function tooLarge({ name, quantizer }: FileRendition): MillraceError {
  const less = quantizer === undefined ? 'a lower bitrate' : 'less quality'
  return new MillraceError('too-large', `A segment of ${name} became too large: ask for ${less}.`)
}

function bytesOf(buffer: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  const view = ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer)
  return new Uint8Array(view)
}
