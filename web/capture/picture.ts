import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { MAX_CATCH_UP_MS, MAX_SOURCE_GOP_MS } from '../protocol/limits.ts'
import type { VideoFormat } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import type { FilmVideo } from './film.ts'
import { type PictureInput, type Reencoder, startReencoder } from './reencode.ts'
import type { Packet } from './timing.ts'
import type { SourceOptions } from './types.ts'

/** A link that lacks room for so long will not find it again soon, ms. */
const MAX_SHORTAGE_MS = 2000

export type PictureSink = {
  onformat(format: VideoFormat): void
  onchunk(chunk: Chunk): void
  onerror(error: Error): void
}

/** The pictures of a file or a publisher on their way to SOURCE_TRACK: untouched as long as they may, encoded anew from then on. */
export type Picture = {
  push(packet: Packet): void
  setBitrate(bitrate: number): void
  requestKey(): void
  passthrough(): boolean
  skipped(): number
  flush(): Promise<void>
  close(): void
}

export function startPicture(
  video: PictureInput & Pick<FilmVideo, 'passable'>,
  { bitrate, segmentMs }: SourceOptions,
  sink: PictureSink,
): Picture {
  /** The GOP that is going out: an encoder that takes over has to decode it first. */
  const gop: Chunk[] = []
  let allowed = bitrate
  let shortSince: number | undefined
  let passing = video.passable && video.format.bitrate <= allowed
  let passedUntil = -1
  let takeover = Number.POSITIVE_INFINITY
  let encoder: Reencoder | undefined

  if (passing) sink.onformat(video.format)
  else sink.onformat(startEncoding().format)

  function startEncoding(): Reencoder {
    encoder = startReencoder(video, allowed, segmentMs, {
      ...sink,
      wants: timestamp => !passing && timestamp > passedUntil,
    })
    return encoder
  }

  function pass(chunk: Chunk) {
    if (chunk.key) gop.length = 0
    gop.push(chunk)
    passedUntil = Math.max(passedUntil, chunk.timestamp)
    sink.onchunk(chunk)
    if (encoder === undefined && mustEncode(chunk)) prepare()
  }

  function mustEncode({ timestamp }: Chunk): boolean {
    const short = shortSince !== undefined && performance.now() - shortSince > MAX_SHORTAGE_MS
    return short || ageAt(timestamp) > MAX_SOURCE_GOP_MS * 1000
  }

  /** How far back the last key is, µs. */
  function ageAt(timestamp: number): number {
    return timestamp - (gop[0]?.timestamp ?? timestamp)
  }

  /** The encoder catches up with the GOP that is under way and takes over at the next segment. */
  function prepare() {
    const next = startEncoding()
    for (const chunk of gop) next.push(chunk)
    takeover = segmentOf(passedUntil, segmentMs) + 1
  }

  /** The encoder catches up and takes over at once: whoever needs a key cannot use what passes until the next one. */
  function takeOver() {
    const next = startEncoding()
    for (const chunk of gop) next.push(chunk)
    switchTo(next)
  }

  function switchTo({ format }: Reencoder) {
    passing = false
    gop.length = 0
    sink.onformat(format)
  }

  return {
    push({ key, timestamp, duration, data }) {
      const segment = segmentOf(timestamp, segmentMs)
      const chunk = { track: SOURCE_TRACK, key, segment, timestamp, duration, data }
      if (passing && segment >= takeover && encoder !== undefined) switchTo(encoder)
      // An encoder that is started while the chunk goes out has got it with its GOP.
      const encoding = encoder
      if (passing) pass(chunk)
      encoding?.push(chunk)
    },
    setBitrate(bitsPerSecond) {
      allowed = bitsPerSecond
      encoder?.setBitrate(allowed)
      if (allowed >= video.format.bitrate) shortSince = undefined
      else shortSince ??= performance.now()
    },
    requestKey() {
      if (!passing) encoder?.requestKey()
      else if (encoder === undefined && ageAt(passedUntil) > MAX_CATCH_UP_MS * 1000) takeOver()
    },
    passthrough: () => passing,
    skipped: () => encoder?.skipped() ?? 0,
    flush: async () => encoder?.flush(),
    close: () => encoder?.close(),
  }
}
