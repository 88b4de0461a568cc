import {
  type AudioCodec,
  AudioSampleSink,
  AudioSampleSource,
  canEncodeAudio,
  type EncodedPacket,
  EncodedPacketSink,
  MkvOutputFormat,
  NullTarget,
  Output,
  Quality,
} from 'mediabunny'
import { MillraceError } from '../protocol/errors.ts'
import type { Range } from './plan.ts'
import type { Sound } from './source.ts'
import type { Container } from './types.ts'

/** A packet of a sound, and what decodes it. */
export type SoundPacket = { packet: EncodedPacket; meta: EncodedAudioChunkMetadata | undefined }
/** A sound as it goes into a container. */
export type SoundStream = { codec: AudioCodec; packets(): AsyncGenerator<SoundPacket> }

const IN_MP4: AudioCodec[] = ['aac', 'opus', 'mp3', 'flac', 'ac3', 'eac3']
/** What players of these containers take as it is. */
const PASSED: Record<Container, AudioCodec[]> = {
  mp4: IN_MP4,
  fmp4: IN_MP4,
  webm: ['opus', 'vorbis'],
  hls: ['aac', 'ac3', 'eac3', 'flac', 'opus'],
}
const BITRATE_PER_CHANNEL = 64_000
/** Encoders take no more everywhere. */
const MAX_CHANNELS = 2

/**
 * A sound for a container: passed on as it is if it can be, else encoded.
 * @param range µs of the source
 * @throws MillraceError unsupported if neither can be
 */
export async function soundFor(sound: Sound, container: Container, range: Range): Promise<SoundStream> {
  const own = await sound.track.getCodec()
  if (own !== null && PASSED[container].includes(own))
    return { codec: own, packets: () => pass(sound, range) }
  const codec = sound.info.decodable ? await encodable(PASSED[container]) : undefined
  if (codec === undefined) {
    throw new MillraceError(
      'unsupported',
      `The sound of this file (${sound.info.codec}) cannot be kept in this format.`,
      {
        hint: 'Leave the sound out, or choose another format.',
      },
    )
  }
  return { codec, packets: () => encode(sound, codec, range) }
}

/** AAC plays everywhere; browsers that cannot encode it get an encoder of our own. */
async function encodable(supported: AudioCodec[]): Promise<AudioCodec | undefined> {
  if (supported.includes('aac')) {
    if (!(await canEncodeAudio('aac'))) (await import('@mediabunny/aac-encoder')).registerAacEncoder()
    if (await canEncodeAudio('aac')) return 'aac'
  }
  return supported.includes('opus') && (await canEncodeAudio('opus')) ? 'opus' : undefined
}

async function* pass({ track }: Sound, { start, end }: Range): AsyncGenerator<SoundPacket> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined
  const sink = new EncodedPacketSink(track)
  const first = Number.isFinite(start) ? await sink.getPacket(start / 1e6) : null
  const meta = decoderConfig && { decoderConfig }
  for await (const packet of sink.packets(first ?? undefined)) {
    if (packet.timestamp >= end / 1e6) break
    if (packet.timestamp >= start / 1e6) yield { packet, meta }
  }
}

/** What is encoded goes to a file that nobody keeps, for its packets. */
async function* encode(
  { track, info }: Sound,
  codec: AudioCodec,
  { start, end }: Range,
): AsyncGenerator<SoundPacket> {
  const ready: SoundPacket[] = []
  let known: EncodedAudioChunkMetadata | undefined
  const channels = Math.min(MAX_CHANNELS, info.channels)
  const source = new AudioSampleSource({
    codec,
    quality: new Quality({ bitrate: channels * BITRATE_PER_CHANNEL }),
    transform: { numberOfChannels: channels },
    onEncodedPacket(packet, meta) {
      known ??= meta
      ready.push({ packet, meta: known })
    },
  })
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target: new NullTarget() })
  output.addAudioTrack(source)
  await output.start()
  try {
    const [from, to] = [start, end].map(time => (Number.isFinite(time) ? time / 1e6 : undefined))
    for await (const sample of new AudioSampleSink(track).samples(from, to)) {
      if (sample.timestamp >= start / 1e6) await source.add(sample)
      sample.close()
      yield* ready.splice(0)
    }
    await output.finalize()
    yield* ready.splice(0)
  } finally {
    if (output.state !== 'finalized') await output.cancel()
  }
}
