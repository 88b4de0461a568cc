import { toMono } from '../codec/mono.ts'
import { createResampler } from '../codec/resample.ts'
import { createSoundDecoder, type SoundDecoder } from '../codec/sounddecoder.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import { SOUND_RATE } from '../protocol/sound.ts'

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
    let resample = createResampler(rate, SOUND_RATE)
    return sound => {
      if (sound.sampleRate !== rate) {
        rate = sound.sampleRate
        resample = createResampler(rate, SOUND_RATE)
      }
      onsamples(resample(toMono(sound)), sound.timestamp)
      sound.close()
    }
  })
}
