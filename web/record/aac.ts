import {
  AudioSample,
  AudioSampleSource,
  canEncodeAudio,
  MkvOutputFormat,
  NullTarget,
  Output,
  Quality,
} from 'mediabunny'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'

const BITRATE = 128_000
/** An encoder of AAC is a frame behind: its first packet holds nothing of the sound. */
const PRIMING_US = Math.round((1024 / 48_000) * 1e6)
/** Sound that begins further than this from where the one before ended is a new run of it, µs. */
const MAX_DRIFT_US = 30_000
/** AudioSpecificConfig of AAC-LC, 48 kHz, two channels. */
export const AAC: AudioFormat = {
  ...{ codec: 'mp4a.40.2', sampleRate: 48_000, channels: 2 },
  description: Uint8Array.from([0x11, 0x90]),
}

/** Opus to AAC, which every player takes. Calls come one at a time. */
export type AacEncoder = {
  push(chunk: Chunk): Promise<void>
  /** What is held back comes out. */
  end(): Promise<void>
}

/** Browsers that cannot encode AAC get an encoder of our own. @returns whether there is one */
export async function canMakeAac(): Promise<boolean> {
  if (!(await canEncodeAudio('aac'))) (await import('@mediabunny/aac-encoder')).registerAacEncoder()
  return canEncodeAudio('aac')
}

/** @param onchunk gets packets on AUDIO_TRACK, in the time of what they were made of */
export function createAac(segmentMs: number, onchunk: (chunk: Chunk) => void): AacEncoder {
  let encoding: Awaited<ReturnType<typeof startEncoding>> | undefined
  let expected = 0

  const finish = async () => {
    const last = encoding
    encoding = undefined
    await last?.finish()
  }
  return {
    async push(chunk) {
      if (Math.abs(chunk.timestamp - expected) > MAX_DRIFT_US) await finish()
      expected = chunk.timestamp + chunk.duration
      encoding ??= await startEncoding(chunk.timestamp, segmentMs, onchunk)
      try {
        await encoding.add(chunk)
      } catch (thrown) {
        encoding = undefined
        throw thrown
      }
    },
    end: finish,
  }
}

/** A run of sound without a gap: both codecs count its samples from its beginning. @param start µs */
async function startEncoding(start: number, segmentMs: number, onchunk: (chunk: Chunk) => void) {
  const decoded: AudioData[] = []
  let failed: DOMException | undefined
  const decoder = new AudioDecoder({
    output: data => decoded.push(data),
    error: error => {
      failed = error
    },
  })
  decoder.configure({ codec: 'opus', sampleRate: AAC.sampleRate, numberOfChannels: AAC.channels })
  const source = new AudioSampleSource({
    codec: 'aac',
    quality: new Quality({ bitrate: BITRATE }),
    onEncodedPacket({ timestamp: seconds, duration, data }) {
      const timestamp = start + Math.round(seconds * 1e6) - PRIMING_US
      if (timestamp < start) return
      const segment = segmentOf(timestamp, segmentMs)
      const packet = {
        track: AUDIO_TRACK,
        key: true,
        segment,
        timestamp,
        duration: Math.round(duration * 1e6),
      }
      onchunk({ ...packet, data: data.slice() })
    },
  })
  // What is encoded goes to a file that nobody keeps, for its packets.
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target: new NullTarget() })
  output.addAudioTrack(source)
  await output.start()

  const encode = async () => {
    if (failed !== undefined) {
      await output.cancel()
      throw failed
    }
    for (const data of decoded.splice(0)) {
      using sample = new AudioSample(data)
      sample.setTimestamp(Math.max(0, sample.timestamp))
      await source.add(sample)
    }
  }
  return {
    async add({ timestamp, duration, data }: Chunk) {
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: timestamp - start, duration, data }))
      await encode()
    },
    async finish() {
      await decoder.flush()
      await encode()
      decoder.close()
      await output.finalize()
    },
  }
}
