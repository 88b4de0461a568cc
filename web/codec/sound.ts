import { MillraceError } from '../protocol/errors.ts'
import { SOUND_PACKET_MS, SOUND_RATE } from '../protocol/sound.ts'
import { encodeError } from './errors.ts'
import { toMono } from './mono.ts'
import { createResampler } from './resample.ts'

/** So much that the net hears no difference, bits per second: ten minutes are 3.6 MB. */
const BITRATE = 48_000
/** Packets that a codec may be behind. */
const AHEAD = 64
const MONO = { codec: 'opus', sampleRate: SOUND_RATE, numberOfChannels: 1 }

/** Makes packets of a sound that requests carry. */
export type SoundEncoder = {
  /** @param samples SOUND_RATE, one channel @throws MillraceError unsupported */
  push(samples: Float32Array<ArrayBuffer>): Promise<void>
  /** @returns all packets */
  end(): Promise<Uint8Array<ArrayBuffer>[]>
  close(): void
}

export function startSound(): SoundEncoder {
  const packets: Uint8Array<ArrayBuffer>[] = []
  const config = { ...MONO, bitrate: BITRATE, opus: { frameDuration: SOUND_PACKET_MS * 1000 } }
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  let pushed = 0
  const encoder = new AudioEncoder({
    output(encoded) {
      const data = new Uint8Array(encoded.byteLength)
      encoded.copyTo(data)
      packets.push(data)
    },
    error: cause => {
      void encodeError('opus', () => AudioEncoder.isConfigSupported(config), cause).then(reject)
    },
  })
  encoder.configure(config)
  return {
    async push(data) {
      await Promise.race([room(encoder, () => encoder.encodeQueueSize), failed])
      const timestamp = (pushed / SOUND_RATE) * 1e6
      pushed += data.length
      const format = { format: 'f32-planar', sampleRate: SOUND_RATE, numberOfChannels: 1 } as const
      const sound = new AudioData({ ...format, numberOfFrames: data.length, timestamp, data })
      encoder.encode(sound)
      sound.close()
    },
    async end() {
      await Promise.race([encoder.flush(), failed])
      return packets
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}

/**
 * The sound of packets that a peer has sent, SOUND_RATE, one channel.
 * @param duration that was told, ms: more is not listened to
 * @throws MillraceError bad-input
 */
export async function decodeSound(
  packets: readonly Uint8Array<ArrayBuffer>[],
  duration: number,
): Promise<Float32Array> {
  const samples = new Float32Array(Math.ceil((duration * SOUND_RATE) / 1000))
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  let filled = 0
  let resample: ReturnType<typeof createResampler> | undefined
  const decoder = new AudioDecoder({
    output(sound) {
      resample ??= createResampler(sound.sampleRate, SOUND_RATE)
      const made = resample(toMono(sound)).subarray(0, samples.length - filled)
      sound.close()
      samples.set(made, filled)
      filled += made.length
    },
    error: reject,
  })
  try {
    decoder.configure(MONO)
    for (const [index, data] of packets.entries()) {
      await Promise.race([room(decoder, () => decoder.decodeQueueSize), failed])
      const timestamp = index * SOUND_PACKET_MS * 1000
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp, data }))
    }
    await Promise.race([decoder.flush(), failed])
    return samples.subarray(0, filled)
  } catch (cause) {
    throw new MillraceError('bad-input', 'The sound cannot be decoded.', { cause })
  } finally {
    if (decoder.state !== 'closed') decoder.close()
  }
}

/** Resolves when a codec is not far behind. */
async function room(codec: EventTarget, waiting: () => number): Promise<void> {
  while (waiting() >= AHEAD) {
    await new Promise(resolve => codec.addEventListener('dequeue', resolve, { once: true }))
  }
}
