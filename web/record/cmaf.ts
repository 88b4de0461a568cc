import {
  CmafOutputFormat,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
} from 'mediabunny'
import { AUDIO_TRACK } from '../protocol/chunk.ts'
import { MillraceError } from '../protocol/errors.ts'
import { codecString } from '../protocol/ladder.ts'
import { findBox } from './boxes.ts'
import { collect } from './collect.ts'
import type { LiveSegment, Programme } from './types.ts'

export type CmafSegment = {
  /** What a player needs before the first segment, and again when it differs. */
  init: Uint8Array<ArrayBuffer>
  /** Of the init, all that says how to decode: two with the same one can do with one init. */
  config: string
  /** The codec string as the first key says it. */
  codec: string
  /** styp, sidx, moof, mdat; decode times are the stream's. */
  media: Uint8Array<ArrayBuffer>
}

/** The codec string of a track and its media type. @throws MillraceError unsupported */
export function formatOf(track: number, { renditions, audio, framerate }: Programme) {
  if (track === AUDIO_TRACK && audio !== undefined)
    return { kind: 'sound' as const, codec: audio.codec, audio }
  const rendition = renditions.find(rendition => rendition.track === track)
  if (rendition === undefined) throw new MillraceError('unsupported', `There is no track ${track}.`)
  const { codec, width, height, maxFramerate } = rendition
  const pace = maxFramerate || framerate
  return {
    kind: 'picture' as const,
    codec: codecString(codec, { width, height, framerate: pace }),
    rendition,
  }
}

/** One segment of one track as CMAF. H.264 in Annex B becomes length-prefixed. */
export async function toCmaf(segment: LiveSegment, programme: Programme): Promise<CmafSegment> {
  const init = collect()
  const media = collect()
  const output = new Output({
    format: new CmafOutputFormat(),
    target: media.target,
    initTarget: init.target,
  })
  const add = addTrack(output, segment.track, programme)
  await output.start()
  for (const packet of packets(segment)) await add(packet)
  await output.finalize()
  number(media.bytes(), segment.number)
  const { codec } = formatOf(segment.track, programme)
  return {
    init: init.bytes(),
    config: configOf(init.bytes()),
    codec: codecOf(init.bytes()) ?? codec,
    media: media.bytes(),
  }
}

function addTrack(output: Output, track: number, programme: Programme) {
  const format = formatOf(track, programme)
  if (format.kind === 'sound') {
    const { codec, sampleRate, channels, description } = format.audio
    const source = new EncodedAudioPacketSource(codec === 'opus' ? 'opus' : 'aac')
    output.addAudioTrack(source)
    const decoderConfig = {
      codec,
      sampleRate,
      numberOfChannels: channels,
      ...(description && { description }),
    }
    return (packet: EncodedPacket) => source.add(packet, { decoderConfig })
  }
  const { codec, width, height } = format.rendition
  const source = new EncodedVideoPacketSource(codec === 'h264' ? 'avc' : codec)
  output.addVideoTrack(source)
  const decoderConfig = { codec: format.codec, codedWidth: width, codedHeight: height }
  return (packet: EncodedPacket) => source.add(packet, { decoderConfig })
}

/** Each frame is shown until the next one: where some are missing, the one before them stands. */
function packets({ chunks, end }: LiveSegment): EncodedPacket[] {
  return chunks.map(({ data, key, timestamp }, index) => {
    const until = chunks[index + 1]?.timestamp ?? end
    return new EncodedPacket(data, key ? 'key' : 'delta', timestamp / 1e6, (until - timestamp) / 1e6)
  })
}

/** Every segment is an output of its own, whose fragment has the number 1: it gets the stream's. */
function number(media: Uint8Array, number: number): void {
  const header = findBox(media, 'moof', 'mfhd')
  if (header !== undefined) new DataView(media.buffer, header.start).setUint32(12, number + 1)
}

function configOf(init: Uint8Array): string {
  const found = findBox(init, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd')
  return String(found && init.subarray(found.start, found.end))
}

/** Of H.264, profile, constraints and level are the three bytes behind the version of its avcC. */
function codecOf(init: Uint8Array): string | undefined {
  const entry = findBox(init, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd')
  if (entry === undefined) return undefined
  const at = text(init.subarray(entry.start, entry.end)).indexOf('avcC')
  if (at === -1) return undefined
  const profile = init.subarray(entry.start + at + 5, entry.start + at + 8)
  return `avc1.${[...profile].map(byte => byte.toString(16).padStart(2, '0')).join('')}`
}

function text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
