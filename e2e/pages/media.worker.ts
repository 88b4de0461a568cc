import { expose } from 'comlink'
import { startFile } from '../../web/capture/file.ts'
import { startSource } from '../../web/capture/source.ts'
import type { FileInput, FrameInput, Source, SourceOptions, SourceStats } from '../../web/capture/types.ts'
import { AUDIO_TRACK, type Chunk, SOURCE_TRACK } from '../../web/protocol/chunk.ts'
import type { MillraceError } from '../../web/protocol/errors.ts'
import { type CodecName, codecString, ladderFor } from '../../web/protocol/ladder.ts'
import type { AudioFormat, Rendition, UnsignedReceipt, VideoFormat } from '../../web/protocol/schema.ts'
import { startLadder } from '../../web/transcode/ladder.ts'
import { type ClipOptions, cutClip } from './clips.ts'
import { openFrames, watchFrames, watchStream } from './openframes.ts'
import { contrast, type Luma, lumaOf, psnr } from './pictures.ts'

type Seen = { timestamp: number; key: boolean; segment: number }
type Format = { video: VideoFormat | undefined; audio: AudioFormat | undefined; epoch: number }
type Failure = { code: string; message: string; hint: string | undefined }

export type Recording = {
  formats: Format[]
  video: Seen[]
  sound: Seen[]
  end: 'ended' | 'stopped' | Failure
  stats: SourceStats
}

const seen = ({ timestamp, key, segment }: Chunk): Seen => ({ timestamp, key, segment })

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}

function toFailure(error: Error): Failure {
  const { code, message, hint } = error as MillraceError
  return { code, message, hint }
}

/** Runs a source until it ends, or until its pictures reach a time. */
function record(
  start: (sink: Parameters<typeof startSource>[2]) => Source,
  until: number,
  onchunk: (chunk: Chunk) => void = () => {},
  onformat: (format: Format) => void = () => {},
): Promise<Recording> {
  const formats: Format[] = []
  const video: Seen[] = []
  const sound: Seen[] = []
  const { promise, resolve: flows } = Promise.withResolvers<void>()
  flowing = promise
  return new Promise(resolve => {
    const finish = (end: Recording['end']) => {
      const stats = source.stats()
      source.stop()
      resolve({ formats, video, sound, end, stats })
    }
    const source = start({
      onformat(format) {
        formats.push(format)
        onformat(format)
      },
      onchunk(chunk) {
        if (chunk.track === SOURCE_TRACK && chunk.timestamp >= until) return finish('stopped')
        flows()
        if (chunk.track === SOURCE_TRACK) video.push(seen(chunk))
        if (chunk.track === AUDIO_TRACK) sound.push(seen(chunk))
        onchunk(chunk)
      },
      onend: () => finish('ended'),
      onerror: error => finish(toFailure(error)),
    })
    current = source
  })
}

watchFrames()

let current: Source | undefined
let flowing: Promise<void>

/** Decodes chunks and keeps the brightness of the frames at some timestamps. */
function startSampler(format: VideoFormat, wanted: (timestamp: number) => boolean) {
  const timestamps: number[] = []
  const sizes = new Set<string>()
  const samples = new Map<number, Luma>()
  const pending: Promise<void>[] = []
  const decoder = new VideoDecoder({
    output(frame) {
      const { timestamp, visibleRect } = frame
      timestamps.push(timestamp)
      sizes.add(`${visibleRect?.width}x${visibleRect?.height}`)
      const sampled = wanted(timestamp)
        ? lumaOf(frame).then(luma => void samples.set(timestamp, luma))
        : Promise.resolve()
      pending.push(sampled.finally(() => frame.close()))
    },
    error: error => console.error(`sampler: ${error}`),
  })
  const { codec, description } = format
  decoder.configure({ codec, ...(description === undefined ? {} : { description }) })
  return {
    push({ key, timestamp, duration, data }: Chunk) {
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data }))
    },
    async finish() {
      await decoder.flush()
      await Promise.all(pending)
      decoder.close()
      return { timestamps, sizes: [...sizes], samples }
    },
  }
}

function watchVideo({ video }: FrameInput): void {
  if (video instanceof ReadableStream) watchStream(video)
}

const worker = {
  /** A clip of the film, in base64. */
  async clip(film: string, options: ClipOptions): Promise<string> {
    const blob = await cutClip(await (await fetch(film)).blob(), options)
    return toBase64(await blob.bytes())
  },

  /** Plays a source as it is. @param until µs of video */
  play(input: FrameInput | FileInput, options: SourceOptions, until: number): Promise<Recording> {
    if (input.kind === 'frames') watchVideo(input)
    return record(sink => startSource(input, options, sink), until)
  },

  replace(input: FrameInput): void {
    watchVideo(input)
    current?.replace(input)
  },

  /** The link gets narrower as soon as the source flows. */
  async shrink(bitrate: number): Promise<void> {
    await flowing
    current?.setBitrate(bitrate)
  },

  /**
   * Asks for a key where the film's last one is far back, and records until it is passed on again.
   * @returns what one decoder made of all
   */
  async turnBack(file: string) {
    let format: VideoFormat | undefined
    let decoder: ReturnType<typeof startSampler> | undefined
    let asked = false
    let key = 0
    let anew = false
    let back = 0
    const recording = await record(
      sink => {
        const onchunk = (chunk: Chunk) => {
          // The first second after that tells whether decoding goes on.
          const isOver = back > 0 && chunk.timestamp >= back + 1_000_000
          sink.onchunk(isOver ? { ...chunk, timestamp: Number.MAX_SAFE_INTEGER } : chunk)
        }
        return startSource(
          { kind: 'file', file, loop: true },
          { segmentMs: 1000, bitrate: 20_000_000 },
          { ...sink, onchunk },
        )
      },
      Number.MAX_SAFE_INTEGER,
      chunk => {
        if (chunk.track !== SOURCE_TRACK || format === undefined) return
        decoder ??= startSampler(format, () => false)
        decoder.push(chunk)
        if (chunk.key) key = chunk.timestamp
        if (!asked && chunk.timestamp - key > 3_000_000) {
          asked = true
          current?.requestKey()
        }
        const passes = current?.stats().passthrough ?? true
        if (!passes) anew = true
        else if (anew && chunk.key) back = chunk.timestamp
      },
      ({ video }) => {
        format = video
      },
    )
    const { sizes = [], timestamps = [] } = (await decoder?.finish()) ?? {}
    return { recording, decoded: { sizes, timestamps } }
  },

  /** A film through the ladder, as fast as it goes; what comes out is decoded and compared. */
  async transcode(file: string, until: number, codec: CodecName, rungs: string[]) {
    const segmentMs = 1000
    const sampled = (timestamp: number) => Math.round(timestamp / 41_667) % 12 === 5
    const chunks = new Map<number, Chunk[]>()
    const receipts: UnsignedReceipt[] = []
    const errors: string[] = []
    let ladder: ReturnType<typeof startLadder> | undefined
    let renditions: ReturnType<typeof ladderFor> = []
    let original: ReturnType<typeof startSampler> | undefined

    const pace = async () => {
      while (ladder !== undefined && ladder.stats().queue > 8)
        await new Promise(resolve => setTimeout(resolve, 5))
    }
    const options = { segmentMs, bitrate: 20_000_000 }
    const recording = await record(
      sink => startFile({ kind: 'file', file, loop: false }, options, sink, pace),
      until,
      chunk => {
        if (chunk.track !== SOURCE_TRACK) return
        original?.push(chunk)
        ladder?.push(chunk, false)
      },
      ({ video }) => {
        if (video === undefined) return
        original = startSampler(video, sampled)
        renditions = ladderFor(video, { rungs, codec, segmentMs, maxFramerate: 0 })
        ladder = startLadder(
          { source: video, renditions, segmentMs },
          {
            onchunk: chunk => void chunks.set(chunk.track, [...(chunks.get(chunk.track) ?? []), chunk]),
            onreceipt: receipt => void receipts.push(receipt),
            onneedkey: () => errors.push('needkey'),
            onerror: error => errors.push(String(error)),
          },
        )
      },
    )
    await ladder?.flush()
    const { skipped } = ladder?.stats() ?? { skipped: -1 }
    ladder?.close()
    const source = await original?.finish()
    const outputs = await Promise.all(
      renditions.map(async rendition => {
        const { track, name, width, height, bitrate } = rendition
        const framerate = recording.formats[0]?.video?.framerate ?? 0
        const sampler = startSampler(
          { codec: codecString(codec, { ...rendition, framerate }), width, height, framerate, bitrate },
          sampled,
        )
        const of = chunks.get(track) ?? []
        for (const chunk of of) sampler.push(chunk)
        const { timestamps, sizes, samples } = await sampler.finish()
        const lumas = [...samples.values()]
        return {
          name,
          sizes,
          timestamps,
          chunks: of.map(seen),
          bytes: of.reduce((sum, { data }) => sum + data.byteLength, 0),
          psnr: [...samples].map(([timestamp, luma]) => psnr(luma, source?.samples.get(timestamp) ?? luma)),
          contrast: lumas.map(contrast),
          motion: lumas.slice(1).map((luma, index) => psnr(luma, lumas[index] ?? luma)),
        }
      }),
    )
    const { timestamps = [] } = source ?? {}
    return { recording, skipped, receipts, errors, source: timestamps, outputs }
  },

  /** Two small rungs from segment 1 on, with segment 0 as its lead-in; a chunk is lost, the second rung parks and comes back, the first gets a key. */
  async steer(file: string) {
    const chunks: Chunk[] = []
    const { formats } = await record(
      sink => startSource({ kind: 'file', file, loop: false }, { segmentMs: 1000, bitrate: 1_000_000 }, sink),
      2_800_000,
      chunk => void (chunk.track === SOURCE_TRACK && chunks.push(chunk)),
    )
    const source = formats[0]?.video as VideoFormat
    const out: Chunk[] = []
    const errors: string[] = []
    let needKeys = 0
    const renditions = ladderFor(source, {
      rungs: ['240p', '360p'],
      codec: 'h264',
      segmentMs: 1000,
      maxFramerate: 0,
    })
    const ladder = startLadder(
      { source, renditions, segmentMs: 1000 },
      {
        onchunk: chunk => void out.push(chunk),
        onreceipt: () => {},
        onneedkey: () => {
          needKeys += 1
        },
        onerror: error => errors.push(String(error)),
      },
    )
    const of = (track: number) => out.filter(chunk => chunk.track === track).map(seen)
    /** Pushes up to a time, and waits until the first rung has it all. @returns the newest timestamp */
    const advance = async (until: number): Promise<number> => {
      let newest = -1
      while (chunks[0] !== undefined && chunks[0].timestamp < until) {
        const chunk = chunks.shift() as Chunk
        newest = chunk.timestamp
        ladder.push(chunk.segment < 1 ? { ...chunk, leadIn: true } : chunk, false)
        const isOut = () => chunk.segment < 1 || of(1).some(({ timestamp }) => timestamp === newest)
        while (!isOut() && errors.length === 0) await new Promise(resolve => setTimeout(resolve, 2))
      }
      return newest
    }
    ladder.push(chunks[1] as Chunk, true)
    const parkedAt = await advance(1_300_000)
    ladder.setBitrates(new Map([[2, 0]]))
    const raisedAt = await advance(1_600_000)
    ladder.setBitrates(new Map([[2, 400_000]]))
    const askedAt = await advance(2_400_000)
    ladder.requestKey(1)
    await advance(Number.POSITIVE_INFINITY)
    await ladder.flush()
    ladder.close()
    return { errors, needKeys, steady: of(1), parking: of(2), parkedAt, raisedAt, askedAt }
  },

  /** Ladders that cannot be: an unknown codec, a rung too large, a source of rubbish. */
  async impossibleLadders(): Promise<Failure[]> {
    const source: VideoFormat = {
      codec: 'avc1.640028',
      width: 640,
      height: 360,
      framerate: 30,
      bitrate: 1_000_000,
    }
    const rung: Rendition = {
      track: 1,
      name: '240p',
      codec: 'h264',
      width: 426,
      height: 240,
      bitrate: 350_000,
      maxFramerate: 0,
    }
    const failure = (source: VideoFormat, rendition: Rendition, data?: Uint8Array) =>
      new Promise<Failure>(resolve => {
        const ladder = startLadder(
          { source, renditions: [rendition], segmentMs: 1000 },
          {
            onchunk: () => {},
            onreceipt: () => {},
            onneedkey: () => {},
            onerror: error => resolve(toFailure(error)),
          },
        )
        if (data === undefined) return
        ladder.push({ track: SOURCE_TRACK, key: true, segment: 0, timestamp: 0, duration: 0, data }, false)
      })
    const huge = { ...rung, width: 16_384, height: 16_384 }
    return [
      await failure({ ...source, codec: 'hvc1.1.6.L93.B0' }, rung),
      await failure(source, huge),
      await failure(source, rung, new Uint8Array(1000).fill(7)),
    ]
  },

  openFrames,
}

export type MediaWorker = typeof worker

expose(worker)
