import { startDecoder } from '../codec/decoder.ts'
import { ENCODE_AHEAD, type EncoderOptions, encoderConfig, startEncoder } from '../codec/encoder.ts'
import { createKeyGate } from '../codec/keygate.ts'
import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import type { VideoFormat } from '../protocol/schema.ts'
import type { FilmVideo } from './film.ts'
import { createRedraw } from './redraw.ts'
import { encodableSize } from './size.ts'

/** Real-time H.264 needs more bits for the same picture than a file's encoder did; beyond this it gains nothing. */
const MAX_GAIN = 2

/** What is known of pictures that come encoded. */
export type PictureInput = Pick<FilmVideo, 'format' | 'turn'>

export type ReencoderSink = {
  onchunk(chunk: Chunk): void
  onerror(error: Error): void
}

/** Frames that are not decoded yet, as many as any decoder holds. */
const MAX_UNDECODED = 4

/** Decodes a file's chunks and encodes them as a source: H.264 with keys at segment starts, upright, 8 bit. */
export type Reencoder = {
  format: VideoFormat
  push(chunk: Chunk): void
  /** It has decoded about all that it was given. */
  caughtUp(): boolean
  /** What comes after this time (µs) is encoded; what comes before is only decoded, as all is until then. */
  begin(after: number): void
  skipped(): number
  setBitrate(bitrate: number): void
  requestKey(): void
  flush(): Promise<void>
  close(): void
}

export function startReencoder(
  { format, turn }: PictureInput,
  bitrate: number,
  segmentMs: number,
  sink: ReencoderSink,
): Reencoder {
  const { width, height, framerate } = format
  const size = encodableSize(turn.rotation % 180 === 0 ? { width, height } : { width: height, height: width })
  const ceiling = (allowed: number) => Math.min(allowed, format.bitrate * MAX_GAIN)
  const options: EncoderOptions = {
    track: SOURCE_TRACK,
    codec: 'h264',
    ...size,
    framerate,
    bitrate: ceiling(bitrate),
    segmentMs,
  }
  const redraw = createRedraw(turn, size)
  const gate = createKeyGate(() => {})
  let begun = Number.POSITIVE_INFINITY
  let skipped = 0

  const encoder = startEncoder(options, { ...sink, onroom: () => decoder.feed() })
  const hasRoom = () => encoder.queue() < ENCODE_AHEAD
  const decoder = startDecoder(format, { hasRoom, onframe, onerror: sink.onerror })

  function onframe(frame: VideoFrame) {
    if (frame.timestamp <= begun) return
    if (decoder.behind() && !hasRoom()) {
      skipped += 1
      return
    }
    const plain = redraw(frame)
    encoder.encode(plain)
    if (plain !== frame) plain.close()
  }

  return {
    format: { codec: encoderConfig(options).codec, ...size, framerate, bitrate: options.bitrate },
    push(chunk) {
      if (gate.admit(chunk, false) && !decoder.push(chunk)) gate.shut()
    },
    caughtUp: () => decoder.queue() <= MAX_UNDECODED,
    begin(after) {
      begun = after
    },
    skipped: () => skipped,
    setBitrate: allowed => encoder.setBitrate(ceiling(allowed)),
    requestKey: () => encoder.requestKey(),
    async flush() {
      await decoder.flush()
      await encoder.flush()
    },
    close() {
      decoder.close()
      encoder.close()
    },
  }
}
