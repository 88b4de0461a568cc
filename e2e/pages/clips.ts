import {
  AudioSample,
  AudioSampleSource,
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MkvOutputFormat,
  MovOutputFormat,
  MP4,
  Mp4OutputFormat,
  MpegTsOutputFormat,
  Output,
} from 'mediabunny'

const FORMATS = {
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  mov: () => new MovOutputFormat({ fastStart: 'in-memory' }),
  mkv: () => new MkvOutputFormat(),
  ts: () => new MpegTsOutputFormat(),
}

export type ClipOptions = {
  container: keyof typeof FORMATS
  seconds: number
  picture: boolean
  /** `film`: the film's own AAC; `pcm`: a tone at 44.1 kHz. */
  sound: 'film' | 'pcm' | 'none'
  rotation?: 0 | 90 | 180 | 270
}

/** Cuts the beginning of an MP4 film out and puts it into another container. */
export async function cutClip(
  film: Blob,
  { container, seconds, picture, sound, rotation = 0 }: ClipOptions,
): Promise<Blob> {
  const input = new Input({ source: new BlobSource(film), formats: [MP4] })
  const target = new BufferTarget()
  const output = new Output({ format: FORMATS[container](), target })
  const fills = [
    ...(picture ? [addPicture(output, await input.getPrimaryVideoTrack(), seconds, rotation)] : []),
    ...(sound === 'film' ? [addSound(output, await input.getPrimaryAudioTrack(), seconds)] : []),
    ...(sound === 'pcm' ? [addTone(output, seconds)] : []),
  ]
  await output.start()
  for (const fill of fills) await fill()
  await output.finalize()
  input.dispose()
  return new Blob([target.buffer ?? new ArrayBuffer()])
}

function addPicture(
  output: Output,
  track: InputVideoTrack | null,
  seconds: number,
  rotation: 0 | 90 | 180 | 270,
) {
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source, { rotation })
  return async () => {
    if (track === null) return
    const decoderConfig = (await track.getDecoderConfig()) ?? undefined
    for await (const packet of new EncodedPacketSink(track).packets()) {
      if (packet.timestamp < seconds) await source.add(packet, decoderConfig && { decoderConfig })
      else if (packet.timestamp > seconds + 1) break
    }
    source.close()
  }
}

function addSound(output: Output, track: InputAudioTrack | null, seconds: number) {
  const source = new EncodedAudioPacketSource('aac')
  output.addAudioTrack(source)
  return async () => {
    if (track === null) return
    const decoderConfig = (await track.getDecoderConfig()) ?? undefined
    for await (const packet of new EncodedPacketSink(track).packets()) {
      if (packet.timestamp > seconds) break
      await source.add(packet, decoderConfig && { decoderConfig })
    }
    source.close()
  }
}

function addTone(output: Output, seconds: number) {
  const source = new AudioSampleSource({ codec: 'pcm-s16' })
  output.addAudioTrack(source)
  return async () => {
    const sampleRate = 44_100
    const data = Float32Array.from({ length: seconds * sampleRate }, (_, index) => Math.sin(index / 16) / 2)
    const tone = new AudioSample({ data, format: 'f32', numberOfChannels: 1, sampleRate, timestamp: 0 })
    await source.add(tone)
    tone.close()
    source.close()
  }
}
