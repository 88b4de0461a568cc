import { encodeError } from '../codec/errors.ts'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import { toStereo } from './stereo.ts'

/** What Millrace makes of any sound that it has to encode. */
export const OPUS: AudioFormat = { codec: 'opus', sampleRate: 48_000, channels: 2 }
const BITRATE = 128_000
/** Sound further from the encoder's own count of samples than this begins a new run of it, µs. */
const MAX_DRIFT_US = 30_000

/** Sound to Opus packets on AUDIO_TRACK. */
export type OpusEncoder = {
  /** Closes the data. @param timestamp its time on the stream's clock, µs */
  encode(data: AudioData, timestamp: number): void
  flush(): Promise<void>
  close(): void
}

export function startOpus(
  segmentMs: number,
  sink: { onchunk(chunk: Chunk): void; onerror(error: Error): void },
): OpusEncoder {
  let encoder: AudioEncoder | undefined
  let sampleRate = 0
  let expected = 0

  /** The encoder counts samples from its first timestamp on: a jump needs a fresh one. */
  function start(rate: number, timestamp: number) {
    retire(encoder)
    sampleRate = rate
    expected = timestamp
    const config = { codec: 'opus', sampleRate: rate, numberOfChannels: OPUS.channels, bitrate: BITRATE }
    encoder = new AudioEncoder({
      output: encoded => sink.onchunk(toChunk(encoded, segmentMs)),
      error: cause => {
        void encodeError('opus', () => AudioEncoder.isConfigSupported(config), cause).then(sink.onerror)
      },
    })
    encoder.configure(config)
    return encoder
  }

  return {
    encode(data, timestamp) {
      const continues = data.sampleRate === sampleRate && Math.abs(timestamp - expected) <= MAX_DRIFT_US
      const target = continues && encoder !== undefined ? encoder : start(data.sampleRate, timestamp)
      expected += (data.numberOfFrames / data.sampleRate) * 1_000_000
      const stereo = toStereo(data, timestamp)
      if (target.state === 'configured') target.encode(stereo)
      stereo.close()
      data.close()
    },
    async flush() {
      await encoder?.flush()
    },
    close() {
      if (encoder !== undefined && encoder.state !== 'closed') encoder.close()
    },
  }
}

/** Lets the last packets out, then closes. */
function retire(encoder: AudioEncoder | undefined): void {
  if (encoder?.state !== 'configured') return
  encoder.flush().then(
    () => encoder.close(),
    () => {},
  )
}

function toChunk(encoded: EncodedAudioChunk, segmentMs: number): Chunk {
  const data = new Uint8Array(encoded.byteLength)
  encoded.copyTo(data)
  const { timestamp } = encoded
  const segment = segmentOf(timestamp, segmentMs)
  return { track: AUDIO_TRACK, key: true, segment, timestamp, duration: encoded.duration ?? 0, data }
}
