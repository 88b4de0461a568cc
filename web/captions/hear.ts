import { createResampler } from '../codec/resample.ts'
import { createSoundDecoder, type SoundDecoder } from '../codec/sounddecoder.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import { RATE } from './utterances.ts'

/**
 * Decodes a sound track as one channel of 16 kHz.
 * @param onsamples with the time of the first, µs of the source
 */
export function createEar(
  format: AudioFormat,
  onsamples: (samples: Float32Array, start: number) => void,
): SoundDecoder {
  return createSoundDecoder(format, () => {
    let rate = format.sampleRate
    let resample = createResampler(rate, RATE)
    return sound => {
      if (sound.sampleRate !== rate) {
        rate = sound.sampleRate
        resample = createResampler(rate, RATE)
      }
      onsamples(resample(toMono(sound)), sound.timestamp)
      sound.close()
    }
  })
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
