import {
  BlobSource,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
  StreamTarget,
} from 'mediabunny'
import { MillraceError } from '../protocol/errors.ts'

type Timed = { timestamp: number; add(): Promise<void> }

/**
 * Puts a recorded rendition and the sound together to one MP4, packet by packet: nothing is encoded again, and little is held in memory.
 * It begins with the first picture.
 * @param onprogress share that is done, 0..1
 * @throws MillraceError bad-input when there is no picture
 */
export async function exportMp4(
  picture: Blob,
  sound: Blob | undefined,
  writable: FileSystemWritableFileStream,
  onprogress: (share: number) => void,
): Promise<void> {
  using seen = new Input({ formats: [MP4], source: new BlobSource(picture) })
  using heard = sound && new Input({ formats: [MP4], source: new BlobSource(sound) })
  const video = await seen.getPrimaryVideoTrack()
  const audio = await heard?.getPrimaryAudioTrack()
  if (video === null) throw new MillraceError('bad-input', 'Nothing was recorded of this rendition.')
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new StreamTarget(writable, { chunked: true }),
  })
  const start = await video.getFirstTimestamp()
  const length = (await video.computeDuration()) - start
  const tracks = [
    await takeVideo(video, output, start),
    ...(audio ? [await takeAudio(audio, output, start)] : []),
  ]
  await output.start()
  let told = 0
  for await (const { timestamp, add } of inOrder(tracks)) {
    await add()
    if (timestamp - told < 1) continue
    told = timestamp
    onprogress(Math.min(1, timestamp / length))
  }
  await output.finalize()
}

async function takeVideo(
  track: InputVideoTrack,
  output: Output,
  start: number,
): Promise<AsyncGenerator<Timed>> {
  const codec = await track.getCodec()
  const decoderConfig = await track.getDecoderConfig()
  if (codec === null || decoderConfig === null)
    throw new MillraceError('unsupported', 'The recorded picture has no known codec.')
  const source = new EncodedVideoPacketSource(codec)
  output.addVideoTrack(source)
  return packets(track, start, packet => source.add(packet, { decoderConfig }))
}

async function takeAudio(
  track: InputAudioTrack,
  output: Output,
  start: number,
): Promise<AsyncGenerator<Timed>> {
  const codec = await track.getCodec()
  const decoderConfig = await track.getDecoderConfig()
  if (codec === null || decoderConfig === null)
    throw new MillraceError('unsupported', 'The recorded sound has no known codec.')
  const source = new EncodedAudioPacketSource(codec)
  output.addAudioTrack(source)
  return packets(track, start, packet => source.add(packet, { decoderConfig }))
}

async function* packets(
  track: InputVideoTrack | InputAudioTrack,
  start: number,
  add: (packet: EncodedPacket) => Promise<void>,
): AsyncGenerator<Timed> {
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const timestamp = packet.timestamp - start
    if (timestamp >= 0) yield { timestamp, add: () => add(packet.clone({ timestamp })) }
  }
}

/** Packets of all tracks by their time. */
async function* inOrder(tracks: AsyncGenerator<Timed>[]): AsyncGenerator<Timed> {
  const heads = await Promise.all(tracks.map(async packets => ({ packets, next: await packets.next() })))
  for (;;) {
    const open = heads.flatMap(head => (head.next.done ? [] : [{ head, timed: head.next.value }]))
    const [first, ...others] = open
    if (first === undefined) return
    const { head, timed } = others.reduce((a, b) => (b.timed.timestamp < a.timed.timestamp ? b : a), first)
    yield timed
    head.next = await head.packets.next()
  }
}
