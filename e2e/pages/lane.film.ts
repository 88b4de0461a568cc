import { BlobSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import type { FileSegment, FileSource, Packet } from '../../web/protocol/file.ts'

/** The first segments of an MP4 film, of so many seconds each. Its first GOP is longer than all of them: each begins with it. */
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
  const gop: Packet[] = []
  for await (const { timestamp, duration, type, data } of new EncodedPacketSink(track).packets()) {
    if (timestamp > count * seconds + 1) break
    gop.push({ timestamp: micro(timestamp), duration: micro(duration), key: type === 'key', data })
  }
  input.dispose()
  const first = Math.min(...gop.map(({ timestamp }) => timestamp))
  const segments = Array.from({ length: count }, (_, index) => {
    const [start, end] = [index, index + 1].map(at => first + at * micro(seconds)) as [number, number]
    const earlier = gop.filter(({ timestamp }) => timestamp < start).map(({ timestamp }) => timestamp)
    const packets = gop.slice(0, gop.findLastIndex(({ timestamp }) => timestamp < end) + 1)
    return { index, start, end, packets, ...(earlier.length > 0 ? { before: Math.max(...earlier) } : {}) }
  })
  const description = new Uint8Array(new Uint8Array(config.description as ArrayBuffer))
  const { codec, codedWidth: width = 0, codedHeight: height = 0 } = config
  return { source: { codec, description, width, height }, segments }
}

function micro(seconds: number): number {
  return Math.round(seconds * 1e6)
}
