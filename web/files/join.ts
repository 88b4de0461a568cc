import {
  CmafOutputFormat,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  HlsOutputFormat,
  Mp4OutputFormat,
  Output,
  PathedTarget,
  WebMOutputFormat,
} from 'mediabunny'
import type { FileRendition, MadeRendition, Packet } from '../protocol/file.ts'
import type { Disk } from './disk.ts'
import { rangeOf, VIDEO_CODECS } from './order.ts'
import type { PlannedSegment } from './plan.ts'
import { soundFor } from './sound.ts'
import type { Sound } from './source.ts'
import type { Container, FileInfo, Order } from './types.ts'

export type JoinOptions = {
  info: FileInfo
  order: Order
  segments: PlannedSegment[]
  sounds: Sound[]
  /** Of the files that are made, without what tells renditions apart. */
  name: string
  read(segment: number): Promise<MadeRendition[]>
  disk: Disk
}

/** Segments one after another into files, with their sound. What waits in memory is a segment of each. @throws MillraceError, or the reason of the signal */
export async function join(options: JoinOptions, signal: AbortSignal): Promise<void> {
  const { info, order, segments, read } = options
  const offset = offsetOf(info, order)
  const files = outputs(options, offset)
  try {
    const sounds = await Promise.all(
      options.sounds.map((sound, index) => feed(sound, index === 0, order, files, offset)),
    )
    for (const { output } of files) {
      output.setMetadataTags(info.tags)
      await output.start()
    }
    for (const { index, end } of segments) {
      const made = await read(index)
      signal.throwIfAborted()
      for (const { videos } of files) {
        for (const video of videos) await video.add(made)
      }
      for (const sound of sounds) await sound.until((end + offset) / 1e6)
    }
    for (const { videos } of files) for (const { source } of videos) source.close()
    for (const sound of sounds) await sound.until(Number.POSITIVE_INFINITY)
    signal.throwIfAborted()
    for (const { output } of files) await output.finalize()
  } catch (error) {
    for (const { output } of files) await output.cancel().catch(() => {})
    throw error
  }
}

type JoinedFile = { output: Output; videos: ReturnType<typeof addVideo>[] }

/** One file for each rendition, or for HLS one package of all. */
function outputs(options: JoinOptions, offset: number): JoinedFile[] {
  const { order, segments, name, disk } = options
  const { container, renditions } = order
  const fill = (output: Output, renditions: FileRendition[]) => ({
    output,
    videos: renditions.map(rendition => addVideo(output, rendition, options, offset)),
  })
  if (container === 'hls') {
    const target = new PathedTarget('master.m3u8', ({ path }) => disk.open(path))
    return [fill(new Output({ format: hlsFormat(segments), target }), renditions)]
  }
  return renditions.map(rendition => {
    const file = `${name}-${rendition.name}.${container === 'webm' ? 'webm' : 'mp4'}`
    const target = new PathedTarget(file, ({ path }) => disk.open(path))
    return fill(new Output({ format: formatOf(container), target }), [rendition])
  })
}

function formatOf(container: Exclude<Container, 'hls'>) {
  if (container === 'webm') return new WebMOutputFormat()
  return new Mp4OutputFormat({ fastStart: container === 'fmp4' ? 'fragmented' : false })
}

/** Every segment of ours becomes one of HLS, so that those of all renditions begin together. */
function hlsFormat(segments: PlannedSegment[]): HlsOutputFormat {
  const longest = Math.max(...segments.map(({ start, end }) => end - start))
  return new HlsOutputFormat({ segmentFormat: new CmafOutputFormat(), targetDuration: longest / 1e6 })
}

/** What is added to every time, µs: a file whose beginning is cut off begins at 0, and few players take times below. */
function offsetOf({ video }: FileInfo, { trim, container }: Order): number {
  const start = Math.max(video.start, trim?.start ?? Number.NEGATIVE_INFINITY)
  if (trim !== undefined && trim.start > video.start) return -start
  return container === 'mp4' || container === 'fmp4' ? 0 : Math.max(0, -start)
}

function addVideo(
  output: Output,
  { track, codec, width, height, maxFramerate }: FileRendition,
  { info, order }: JoinOptions,
  offset: number,
) {
  const { video } = info
  const source = new EncodedVideoPacketSource(VIDEO_CODECS[codec])
  output.addVideoTrack(source, {
    ...video.label,
    rotation: turned(video.rotation, order.turn ?? 0),
    flip: video.flip,
    ...(video.steady === undefined || maxFramerate > 0 || offset !== 0 ? {} : { frameRate: video.steady }),
  })
  const toConfig = (made: MadeRendition): VideoDecoderConfig => ({
    codec: made.codec,
    codedWidth: width,
    codedHeight: height,
    ...(made.description === undefined ? {} : { description: made.description }),
    ...(video.source.colorSpace === undefined ? {} : { colorSpace: video.source.colorSpace }),
  })
  /** In HLS the keys that an encoder sets on its own would cut renditions apart. */
  const isKey = (packet: Packet, index: number) => (order.container === 'hls' ? index === 0 : packet.key)
  return {
    source,
    async add(renditions: MadeRendition[]) {
      const made = renditions.find(each => each.track === track) as MadeRendition
      const meta = { decoderConfig: toConfig(made) }
      for (const [index, packet] of made.packets.entries()) {
        await source.add(toEncoded(packet, isKey(packet, index), offset), meta)
      }
    },
  }
}

function turned(rotation: number, turn: number): 0 | 90 | 180 | 270 {
  return ((rotation + turn) % 360) as 0 | 90 | 180 | 270
}

function toEncoded({ timestamp, duration, data }: Packet, key: boolean, offset: number): EncodedPacket {
  return new EncodedPacket(data, key ? 'key' : 'delta', (timestamp + offset) / 1e6, duration / 1e6)
}

/** A sound that goes into all files. */
async function feed(
  sound: Sound,
  isFirst: boolean,
  order: Order,
  files: { output: Output }[],
  offset: number,
) {
  const { codec, packets } = await soundFor(sound, order.container, rangeOf(order))
  const sources = files.map(({ output }) => {
    const source = new EncodedAudioPacketSource(codec)
    output.addAudioTrack(source, { ...sound.info.label, disposition: { default: isFirst } })
    return source
  })
  const support = files[0]?.output.format.negativeTimestampSupport
  const stream = packets()
  let next = undefined as Awaited<ReturnType<typeof stream.next>> | undefined
  return {
    /** @param time of the files, s */
    async until(time: number): Promise<void> {
      for (;;) {
        next ??= await stream.next()
        if (next.done === true) break
        const { packet, meta } = next.value
        const timestamp = packet.timestamp + offset / 1e6
        if (timestamp >= time) return
        next = undefined
        if (timestamp < 0 && support !== 'full') continue
        for (const source of sources) await source.add(packet.clone({ timestamp }), meta)
      }
      for (const source of sources) source.close()
    },
  }
}
