import { BlobSource, EncodedPacketSink, Input, MP4, VideoSampleSink, WEBM } from 'mediabunny'
import type { Result } from '../../web/files/types.ts'

/** A made file as it is read back: its packets, and what comes of decoding all of them. */
export async function readBack({ name, file }: Result) {
  if (name.endsWith('.zip') || name.endsWith('.m3u8'))
    return { name, size: file.size, text: await file.slice(0, 4).text() }
  const input = new Input({ source: new BlobSource(file), formats: [MP4, WEBM] })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (video === null) throw new Error(`${name} has no video`)
  const packets: { timestamp: number; key: boolean }[] = []
  for await (const { timestamp, type } of new EncodedPacketSink(video).packets()) {
    packets.push({ timestamp: Math.round(timestamp * 1e6), key: type === 'key' })
  }
  const decoded: number[] = []
  for await (const sample of new VideoSampleSink(video).samples()) {
    decoded.push(sample.microsecondTimestamp)
    sample.close()
  }
  const read = {
    name,
    size: file.size,
    packets,
    decoded,
    codec: await video.getCodecParameterString(),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    rotation: await video.getRotation(),
    duration: await video.computeDuration(),
    tags: await input.getMetadataTags(),
    colour: await video.getColorSpace(),
    sound:
      audio === null
        ? undefined
        : {
            codec: await audio.getCodec(),
            start: await audio.getFirstTimestamp(),
            duration: await audio.computeDuration(),
          },
  }
  input.dispose()
  return read
}
