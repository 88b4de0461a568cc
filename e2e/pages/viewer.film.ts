import { EncodedPacketSink, Input, MP4, UrlSource, VideoSampleSink } from 'mediabunny'
import { AUDIO_TRACK, type Chunk } from '../../web/protocol/chunk.ts'
import type { StreamInfo } from '../../web/protocol/schema.ts'
import { segmentOf } from '../../web/protocol/segment.ts'

const SEGMENT_MS = 1000

/** The film's beginning as a gateway publishes it: two small rungs with a key at every segment, and its sound. */
export type Film = { info: StreamInfo; chunks: Chunk[]; seconds: number }

export async function loadFilm(url: string, seconds: number): Promise<Film> {
  const input = new Input({ formats: [MP4], source: new UrlSource(url) })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (video === null || audio === null) throw new Error('The film lacks picture or sound.')

  const chunks: Chunk[] = []
  const rungs = [
    { track: 1, name: '180p', width: 320, height: 180, bitrate: 300_000 },
    { track: 2, name: '360p', width: 640, height: 360, bitrate: 800_000 },
  ].map(rung => ({ ...rung, codec: 'h264' as const, maxFramerate: 0 }))
  const encoders = rungs.map(rung => encoderOf(rung, chunks))
  let segment = -1
  for await (const sample of new VideoSampleSink(video).samples(0, seconds)) {
    const frame = sample.toVideoFrame()
    const keyFrame = segmentOf(frame.timestamp, SEGMENT_MS) > segment
    segment = segmentOf(frame.timestamp, SEGMENT_MS)
    for (const encoder of encoders) encoder.encode(frame, { keyFrame })
    frame.close()
    sample.close()
  }
  await Promise.all(encoders.map(encoder => encoder.flush()))
  for (const encoder of encoders) encoder.close()

  for await (const packet of new EncodedPacketSink(audio).packets()) {
    if (packet.timestamp >= seconds) break
    const timestamp = packet.microsecondTimestamp
    const { data, microsecondDuration: duration } = packet
    chunks.push({
      track: AUDIO_TRACK,
      key: true,
      segment: segmentOf(timestamp, SEGMENT_MS),
      timestamp,
      duration,
      data,
    })
  }
  const config = await audio.getDecoderConfig()
  if (config === null) throw new Error('Unknown sound.')
  chunks.sort((a, b) => a.timestamp - b.timestamp)
  return { info: infoOf(rungs, config), chunks, seconds }
}

function encoderOf(rung: StreamInfo['renditions'][number], chunks: Chunk[]): VideoEncoder {
  const encoder = new VideoEncoder({
    output(encoded) {
      const data = new Uint8Array(encoded.byteLength)
      encoded.copyTo(data)
      const { timestamp, duration } = encoded
      const segment = segmentOf(timestamp, SEGMENT_MS)
      chunks.push({
        track: rung.track,
        key: encoded.type === 'key',
        segment,
        timestamp,
        duration: duration ?? 0,
        data,
      })
    },
    error: console.error,
  })
  const { width, height, bitrate } = rung
  encoder.configure({
    codec: 'avc1.64001f',
    width,
    height,
    bitrate,
    latencyMode: 'realtime',
    avc: { format: 'annexb' },
  })
  return encoder
}

function infoOf(renditions: StreamInfo['renditions'], sound: AudioDecoderConfig): StreamInfo {
  return {
    title: 'Film',
    renditions,
    codecs: renditions.map(() => 'avc1.64001f'),
    audio: {
      codec: sound.codec,
      sampleRate: sound.sampleRate,
      channels: sound.numberOfChannels,
      ...(sound.description && { description: bytesOf(sound.description) }),
    },
    segmentMs: SEGMENT_MS,
    epoch: 0,
    state: 'live',
    reason: '',
  }
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  const view = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  return view.slice()
}
