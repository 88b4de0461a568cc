import { decodeError } from '../codec/errors.ts'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import { toBytes } from './bytes.ts'
import { OPUS, startOpus } from './opus.ts'
import type { Packet } from './timing.ts'

/** Sound that browsers decode everywhere and that goes on as it is: Opus, AAC. */
const PASSABLE = /^(opus|mp4a\.40)/

/** The sound of a file on its way to AUDIO_TRACK. */
export type Sound = {
  format: AudioFormat
  push(packet: Packet): void
  flush(): Promise<void>
  close(): void
}

export type SoundSink = { onchunk(chunk: Chunk): void; onerror(error: Error): void }

/** Passes Opus and AAC on; decodes anything else and encodes it to Opus. */
export function startSound(config: AudioDecoderConfig, segmentMs: number, sink: SoundSink): Sound {
  return PASSABLE.test(config.codec)
    ? passSound(config, segmentMs, sink)
    : encodeSound(config, segmentMs, sink)
}

function passSound(config: AudioDecoderConfig, segmentMs: number, { onchunk }: SoundSink): Sound {
  const { codec, sampleRate, numberOfChannels, description } = config
  return {
    format: {
      codec,
      sampleRate,
      channels: numberOfChannels,
      ...(description === undefined ? {} : { description: toBytes(description) }),
    },
    push({ timestamp, duration, data }) {
      onchunk({
        track: AUDIO_TRACK,
        key: true,
        segment: segmentOf(timestamp, segmentMs),
        timestamp,
        duration,
        data,
      })
    },
    flush: async () => {},
    close: () => {},
  }
}

function encodeSound(config: AudioDecoderConfig, segmentMs: number, sink: SoundSink): Sound {
  const encoder = startOpus(segmentMs, sink)
  const decoder = new AudioDecoder({
    output: data => encoder.encode(data, data.timestamp),
    error: cause => {
      void decodeError(config.codec, () => AudioDecoder.isConfigSupported(config), cause).then(sink.onerror)
    },
  })
  decoder.configure(config)
  return {
    format: OPUS,
    push({ key, timestamp, duration, data }) {
      if (decoder.state !== 'configured') return
      decoder.decode(new EncodedAudioChunk({ type: key ? 'key' : 'delta', timestamp, duration, data }))
    },
    async flush() {
      await decoder.flush()
      await encoder.flush()
    },
    close() {
      encoder.close()
      if (decoder.state !== 'closed') decoder.close()
    },
  }
}
