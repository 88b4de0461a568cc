import type { Chunk } from '../protocol/chunk.ts'
import type { AudioFormat } from '../protocol/schema.ts'

/** Packets that do not join each other this closely are not one sound: decoding begins anew, µs. */
const MAX_GAP_US = 30_000

/** Decodes the packets of a sound track. One that cannot be decoded is a gap, too. */
export type SoundDecoder = { push(packet: Chunk): void; close(): void }

/** @param begin gives, for each run of packets that join, who takes over what they decode to */
export function createSoundDecoder(
  format: AudioFormat,
  begin: () => (sound: AudioData) => void,
): SoundDecoder {
  let expected = Number.NEGATIVE_INFINITY
  let decoder: AudioDecoder | undefined

  const open = () => {
    const created = new AudioDecoder({ output: begin(), error() {} })
    created.configure(soundConfig(format))
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

/** The WebCodecs configuration that decodes a sound track. */
export function soundConfig({ codec, sampleRate, channels, description }: AudioFormat): AudioDecoderConfig {
  return { codec, sampleRate, numberOfChannels: channels, ...(description && { description }) }
}
