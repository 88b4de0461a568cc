import { createResampler } from '../codec/resample.ts'
import type { Chunk } from '../protocol/chunk.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import { RATE } from './utterances.ts'

/** Packets that do not join each other this closely are not one sound, µs. */
const MAX_GAP_US = 30_000

/** Decodes a sound track as one channel of 16 kHz. */
export type Ear = { push(chunk: Chunk): void; close(): void }

/** @param onsamples with the time of the first, µs of the source */
export function createEar(
  { codec, sampleRate, channels, description }: AudioFormat,
  onsamples: (samples: Float32Array, start: number) => void,
): Ear {
  let expected = Number.NEGATIVE_INFINITY
  let decoder: AudioDecoder | undefined

  const open = () => {
    let resample = createResampler(sampleRate, RATE)
    let rate = sampleRate
    const created = new AudioDecoder({
      output(sound) {
        if (sound.sampleRate !== rate) {
          rate = sound.sampleRate
          resample = createResampler(rate, RATE)
        }
        onsamples(resample(toMono(sound)), sound.timestamp)
        sound.close()
      },
      // A packet that cannot be decoded is a gap: the next one begins anew.
      error() {},
    })
    created.configure({ codec, sampleRate, numberOfChannels: channels, ...(description && { description }) })
    return created
  }
  const close = () => {
    if (decoder !== undefined && decoder.state !== 'closed') decoder.close()
    decoder = undefined
  }

  return {
    push({ timestamp, duration, data }) {
      if (Math.abs(timestamp - expected) > MAX_GAP_US || decoder?.state === 'closed') close()
      decoder ??= open()
      expected = timestamp + duration
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp, duration, data }))
    },
    close,
  }
}

/** What people say is in the middle, or in all channels alike. */
function toMono(sound: AudioData): Float32Array {
  const mono = new Float32Array(sound.numberOfFrames)
  const plane = new Float32Array(sound.numberOfFrames)
  for (let planeIndex = 0; planeIndex < sound.numberOfChannels; planeIndex += 1) {
    sound.copyTo(plane, { planeIndex, format: 'f32-planar' })
    for (let index = 0; index < mono.length; index += 1)
      mono[index] = (mono[index] ?? 0) + (plane[index] ?? 0) / sound.numberOfChannels
  }
  return mono
}
