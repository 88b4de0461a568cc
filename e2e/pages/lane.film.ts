import { BlobSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import type { FileSegment, FileSource, Packet } from '../../web/protocol/file.ts'

/** The first segments of an MP4 film, cut at its keys, each of at least so many seconds. */
export async function cutFilm(
  url: string,
  count: number,
  seconds: number,
): Promise<{ source: FileSource; segments: FileSegment[] }> {
  const film = await (await fetch(url)).blob()
  const input = new Input({ source: new BlobSource(film), formats: [MP4] })
  const track = await input.getPrimaryVideoTrack()
  const config = await track?.getDecoderConfig()
  if (!track || !config?.description) throw new Error('no film')
  const segments: FileSegment[] = []
  let packets: Packet[] = []
  const close = (end: number) => {
    const times = packets.map(({ timestamp }) => timestamp)
    const before = segments
      .at(-1)
      ?.packets.reduce((last, { timestamp }) => Math.max(last, timestamp), -Infinity)
    const start = Math.min(...times)
    segments.push({
      index: segments.length,
      start,
      end,
      packets,
      ...(before === undefined ? {} : { before }),
    })
    packets = []
  }
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const { data } = packet
    const [timestamp, duration] = [packet.timestamp, packet.duration].map(time => Math.round(time * 1e6)) as [
      number,
      number,
    ]
    const key = packet.type === 'key'
    const isLong = timestamp - (packets[0]?.timestamp ?? timestamp) >= seconds * 1e6
    if (key && isLong) close(timestamp)
    if (segments.length === count) break
    packets.push({ timestamp, duration, key, data })
  }
  input.dispose()
  const description = new Uint8Array(config.description as ArrayBuffer)
  const { codec, codedWidth: width = 0, codedHeight: height = 0 } = config
  return { source: { codec, description: new Uint8Array(description), width, height }, segments }
}
