import { expose } from 'comlink'
import {
  ALL_FORMATS,
  EncodedPacketSink,
  Input,
  type InputVideoTrack,
  UrlSource,
  VideoSampleSink,
} from 'mediabunny'
import { encoderConfig } from '../../web/codec/encoder.ts'
import type { Chunk } from '../../web/protocol/chunk.ts'
import type { Size } from '../../web/protocol/crop.ts'
import { type CodecName, ladderFor } from '../../web/protocol/ladder.ts'
import type { Rendition } from '../../web/protocol/schema.ts'
import { startLadder } from '../../web/transcode/ladder.ts'
import { check } from '../../web/verify/check.ts'
import { dueRate } from '../../web/verify/filled.ts'
import { judge } from '../../web/verify/judge.ts'
import { measure } from '../../web/verify/measure.ts'
import { fineGrid, type Picture, pictureOf } from '../../web/verify/picture.ts'
import type { Sample } from '../../web/verify/types.ts'
import { FRAMERATE, FRAMES, indexOf, startRoundTrip } from './roundtrip.ts'
import { logoOf, stamp, tampered } from './tamper.ts'

export type Config = {
  codec: CodecName
  rung: string
  /** Of the ladder's bit rate. */
  share: number
  /** Whose pictures are encoded: the source's, those of a 240p rung, or with a logo. */
  shown: 'honest' | 'upscaled' | 'logo'
}

/** What was found in one segment. */
export type Row = Config & { kind: string; segment: number; reason: string | undefined; seen: boolean }

/**
 * Who is less apart than this from the honest picture shows the same, RMS levels of luma and of colour; who blows up
 * smaller ones, from the source at the rendition's size.
 */
const SAME = { luma: 1.5, chroma: 3 }

const isFine = (index: number) => index % 4 === 2

function renditionOf(source: Size, { codec, rung }: Pick<Config, 'codec' | 'rung'>): Rendition {
  const options = { rungs: [rung], codec, segmentMs: 1000 as const, maxFramerate: 0 }
  const [rendition] = ladderFor({ ...source, framerate: FRAMERATE }, options)
  if (rendition === undefined) throw new Error(`no ${rung}`)
  return rendition
}

async function openVideo(file: string) {
  const input = new Input({ source: new UrlSource(file), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error(`no video in ${file}`)
  return { track, size: { width: await track.getCodedWidth(), height: await track.getCodedHeight() } }
}

function startEncoding(size: Size, config: Config) {
  const rendition = renditionOf(size, config)
  const fine = fineGrid(rendition)
  const sources: Picture[] = []
  const shown = new Map<number, Picture>()
  const look = (frame: VideoFrame) => pictureOf(frame, isFine(indexOf(frame.timestamp)) ? fine : undefined)
  const trip = startRoundTrip(rendition, Math.round(rendition.bitrate * config.share), async frame => {
    const picture = await look(frame)
    if (picture !== undefined) shown.set(frame.timestamp, picture)
  })
  const small = renditionOf(size, { ...config, rung: '240p' })
  const before =
    config.shown === 'upscaled'
      ? startRoundTrip(small, small.bitrate, frame => trip.encode(frame))
      : undefined
  return {
    ...{ config, rendition, fine, sources, shown, bytes: trip.bytes },
    /** @param picture of the frame, with the fine grid of this rendition where that is looked at */
    async encode(frame: VideoFrame, picture: Picture) {
      sources.push(picture)
      if (before !== undefined) return before.encode(frame)
      if (config.shown === 'honest') return trip.encode(frame)
      const stamped = stamp(frame, picture, logoOf(Math.floor(indexOf(frame.timestamp) / FRAMES)))
      await trip.encode(stamped)
      stamped.close()
    },
    async finish() {
      await before?.finish()
      await trip.finish()
    },
  }
}

type Encoding = ReturnType<typeof startEncoding>

const bench = {
  async supports(codec: CodecName): Promise<boolean> {
    const config = encoderConfig({ codec, width: 640, height: 360, bitrate: 500_000, framerate: FRAMERATE })
    return (await VideoEncoder.isConfigSupported(config)).supported === true
  },

  /** A clip through encoders, honest and not, all segments judged. */
  async judgeAll(file: string, configs: Config[]): Promise<Row[]> {
    const { track, size } = await openVideo(file)
    const encodings = configs.map(config => startEncoding(size, config))
    for await (const sample of new VideoSampleSink(track).samples()) {
      const frame = sample.toVideoFrame()
      const pictures = new Map<string, Picture>()
      for (const { config, fine, encode } of encodings) {
        const look = () => pictureOf(frame, isFine(indexOf(frame.timestamp)) ? fine : undefined)
        const picture = pictures.get(config.rung) ?? (await look())
        if (picture === undefined) throw new Error(`no planes in ${frame.format}`)
        pictures.set(config.rung, picture)
        await encode(frame, picture)
      }
      frame.close()
      sample.close()
    }
    await Promise.all(encodings.map(({ finish }) => finish()))
    const rates = await ratesOf(track)
    return encodings.flatMap(encoding => judgeEncoding(encoding, size, rates))
  },

  /** Checks one second of a film again and again, as a gateway does. @returns ms of each */
  async cost(file: string, rung: string, times: number): Promise<number[]> {
    const sample = await makeSample(file, rung)
    const took: number[] = []
    for (let time = 0; time < times; time += 1) {
      const finding = await check(sample)
      if (finding.verdict !== 'good') throw new Error(`${finding.verdict}: ${finding.reason}`)
      took.push(finding.took)
    }
    return took
  },
}

/** Bits per second of the source at each segment: from the key before it to its end. */
async function ratesOf(track: InputVideoTrack): Promise<number[]> {
  const rates: number[] = []
  let gop: number[] = []
  for await (const { timestamp, byteLength, type } of new EncodedPacketSink(track).packets()) {
    gop = type === 'key' ? [byteLength] : [...gop, byteLength]
    const segment = Math.floor(Math.round(timestamp * FRAMERATE) / FRAMES)
    rates[segment] = (gop.reduce((sum, bytes) => sum + bytes, 0) * 8 * FRAMERATE) / gop.length
  }
  return rates
}

/** @param rates of the source, which is of this size, at each segment */
function judgeEncoding(encoding: Encoding, size: Size, rates: number[]): Row[] {
  const { config, rendition, fine, sources, shown, bytes } = encoding
  const all = sources.map(({ timestamp }) => shown.get(timestamp))
  const segments = Math.floor(sources.length / FRAMES)
  const cut = (segment: number) => all.slice(segment * FRAMES, (segment + 1) * FRAMES)
  return Array.from({ length: segments }, (_, segment) => {
    const wanted = sources.slice(segment * FRAMES, (segment + 1) * FRAMES)
    const own = cut(segment).filter(picture => picture !== undefined)
    const rate = ((bytes[segment] ?? 0) * 8 * FRAMERATE) / FRAMES
    const filled = rate / dueRate(rendition, size, rates[segment] ?? 0)
    const row = (kind: string, pictures: Picture[], seen: boolean): Row => {
      const measures = measure(wanted, pictures, fine)
      return { ...config, kind, segment, reason: measures && judge(measures, filled), seen }
    }
    if (config.shown === 'upscaled') return row('upscaled', own, apart(wanted, own, 'fine') > SAME.luma)
    if (config.shown === 'logo') return row('logo', own, true)
    const other = cut((segment + (segments >> 1)) % segments).filter(picture => picture !== undefined)
    const cheats = Object.entries(tampered(own, other, at => all[segment * FRAMES + at]))
    return [
      row('honest', own, true),
      ...cheats.map(([kind, pictures]) => row(kind, pictures, differs(own, pictures))),
    ]
  }).flat()
}

function differs(own: Picture[], shown: Picture[]): boolean {
  return apart(own, shown, 'luma') > SAME.luma || apart(own, shown, 'chroma') > SAME.chroma
}

/** RMS difference, levels; of fine grids where both have one. */
function apart(some: Picture[], others: Picture[], plane: 'luma' | 'chroma' | 'fine'): number {
  let [squares, count] = [0, 0]
  for (const [index, { [plane]: one }] of some.entries()) {
    const other = others[index]?.[plane]
    if (one === undefined || other === undefined) continue
    for (let at = 0; at < one.length; at += 1) squares += ((one[at] as number) - (other[at] as number)) ** 2
    count += one.length
  }
  return Math.sqrt(squares / Math.max(1, count))
}

/** The first second of a film and what the ladder makes of it. */
async function makeSample(file: string, rung: string): Promise<Sample> {
  const { track, size } = await openVideo(file)
  const config = await track.getDecoderConfig()
  if (config === null) throw new Error('no decoder')
  const { codec, description } = config
  const format = {
    ...{ codec, ...size, framerate: FRAMERATE, bitrate: 6_000_000 },
    ...(description && { description: new Uint8Array(description as ArrayBuffer) }),
  }
  const source: Chunk[] = []
  for await (const { type, timestamp, data } of new EncodedPacketSink(track).packets()) {
    if (timestamp >= 1) break
    const time = Math.round(timestamp * 1e6)
    source.push({ track: 0, key: type === 'key', segment: 0, timestamp: time, duration: 0, data })
  }
  const rendition = renditionOf(size, { codec: 'h264', rung })
  const frames: Chunk[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const ladder = startLadder(
    { source: format, renditions: [rendition], segmentMs: 1000 },
    { onchunk: chunk => frames.push(chunk), onreceipt: () => {}, onneedkey: () => {}, onerror: reject },
  )
  for (const chunk of source) ladder.push(chunk, false)
  await Promise.race([ladder.flush(), failed])
  ladder.close()
  return { format, rendition, segment: 0, segmentMs: 1000, source, frames, receipt: undefined }
}

export type VerifyBench = typeof bench

expose(bench)
