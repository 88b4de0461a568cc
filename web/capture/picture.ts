import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { MAX_CATCH_UP_MS, MAX_SOURCE_GOP_MS } from '../protocol/limits.ts'
import type { VideoFormat } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createCalm } from './calm.ts'
import type { FilmVideo } from './film.ts'
import { type PictureInput, type Reencoder, startReencoder } from './reencode.ts'
import { isAlike, isWhole } from './splice.ts'
import type { Packet } from './timing.ts'
import type { SourceOptions } from './types.ts'

/** A link that lacks room for so long will not find it again soon, ms. */
const MAX_SHORTAGE_MS = 2000

export type PictureSink = {
  onformat(format: VideoFormat): void
  onchunk(chunk: Chunk): void
  onerror(error: Error): void
}

/**
 * The pictures of a file or a publisher on their way to SOURCE_TRACK: untouched as long as they may. Where they have to
 * be encoded anew they are passed on again later, at a key of their own, if decoders do not notice: if both are H.264
 * of one size with its parameter sets in its keys. Then the format stays what it was.
 */
export type Picture = {
  push(packet: Packet): void
  setBitrate(bitrate: number): void
  requestKey(): void
  passthrough(): boolean
  skipped(): number
  flush(): Promise<void>
  close(): void
}

/** @param now ms of any steady clock */
export function startPicture(
  video: PictureInput & Pick<FilmVideo, 'passable'>,
  { bitrate, segmentMs }: SourceOptions,
  sink: PictureSink,
  start: typeof startReencoder = startReencoder,
  now = () => performance.now(),
): Picture {
  /** The GOP that is going out: an encoder that takes over has to decode it first. */
  const gop: Chunk[] = []
  const calm = createCalm()
  let allowed = bitrate
  let shortSince: number | undefined
  let passing = video.passable && video.format.bitrate <= allowed
  let passedUntil = -1
  let encoder: Reencoder | undefined
  /** First segment in which the encoder may take over, once it has caught up with the GOP: before, nothing would come. */
  let takeover = 0
  /** What waits until the encoder's last frames are out, and until when. */
  let held: { chunks: Chunk[]; over: Promise<void> } | undefined
  let skipped = 0

  if (passing) sink.onformat(video.format)
  else {
    const first = startEncoding()
    sink.onformat(first.format)
    first.begin(passedUntil)
    calm.disturbed(now())
  }

  function startEncoding(): Reencoder {
    encoder = start(video, allowed, segmentMs, sink)
    return encoder
  }

  function pass(chunk: Chunk) {
    if (chunk.key) gop.length = 0
    gop.push(chunk)
    passedUntil = Math.max(passedUntil, chunk.timestamp)
    if (held !== undefined) held.chunks.push(chunk)
    else sink.onchunk(chunk)
    if (encoder === undefined && mustEncode(chunk)) prepare(segmentOf(passedUntil, segmentMs) + 1)
  }

  function mustEncode({ timestamp }: Chunk): boolean {
    const short = shortSince !== undefined && now() - shortSince > MAX_SHORTAGE_MS
    return short || ageAt(timestamp) > MAX_SOURCE_GOP_MS * 1000
  }

  /** How far back the last key is, µs. */
  function ageAt(timestamp: number): number {
    return timestamp - (gop[0]?.timestamp ?? timestamp)
  }

  /** An encoder catches up with the GOP that is under way, while that goes on. */
  function prepare(segment: number) {
    const next = startEncoding()
    for (const chunk of gop) next.push(chunk)
    takeover = segment
  }

  function isDue({ timestamp, segment }: Chunk): boolean {
    // Frames that are shown before one that has gone out are still to come.
    if (encoder === undefined || held !== undefined || timestamp <= passedUntil) return false
    return segment >= takeover && encoder.caughtUp()
  }

  function switchTo(next: Reencoder) {
    passing = false
    gop.length = 0
    calm.disturbed(now())
    if (!isAlike(video.format, next.format)) sink.onformat(next.format)
    next.begin(passedUntil)
  }

  function mayPass(key: Chunk): boolean {
    if (!video.passable || shortSince !== undefined || allowed < video.format.bitrate) return false
    if (encoder === undefined || !isAlike(video.format, encoder.format)) return false
    return calm.isCalm(now()) && isWhole(key)
  }

  /** From this key on, once all that lies before it is encoded. */
  function goBack(last: Reencoder) {
    forget(last)
    passing = true
    calm.passed(now())
    const waiting: Chunk[] = []
    // What goes wrong meanwhile, its sink is told.
    const over = last.flush().catch(() => {})
    held = { chunks: waiting, over: over.then(() => release(last, waiting)) }
  }

  function release(last: Reencoder, waiting: Chunk[]) {
    last.close()
    if (held?.chunks !== waiting) return
    held = undefined
    for (const chunk of waiting) sink.onchunk(chunk)
  }

  function forget(last: Reencoder) {
    skipped += last.skipped()
    encoder = undefined
  }

  /** The film has a key of its own. */
  function turnAt(key: Chunk, current: Reencoder) {
    if (!passing && mayPass(key)) goBack(current)
    // It serves whoever needed one as well.
    else if (passing && shortSince === undefined) {
      forget(current)
      current.close()
    }
  }

  return {
    push({ key, timestamp, duration, data }) {
      const segment = segmentOf(timestamp, segmentMs)
      const chunk = { track: SOURCE_TRACK, key, segment, timestamp, duration, data }
      if (encoder !== undefined && key) turnAt(chunk, encoder)
      if (passing && encoder !== undefined && isDue(chunk)) switchTo(encoder)
      // An encoder that is started while the chunk goes out has got it with its GOP.
      const encoding = encoder
      if (passing) pass(chunk)
      encoding?.push(chunk)
    },
    setBitrate(bitsPerSecond) {
      allowed = bitsPerSecond
      encoder?.setBitrate(allowed)
      if (allowed >= video.format.bitrate) shortSince = undefined
      else shortSince ??= now()
      if (!passing && shortSince !== undefined) calm.disturbed(now())
    },
    requestKey() {
      if (!passing) {
        calm.disturbed(now())
        encoder?.requestKey()
      } else if (encoder === undefined && ageAt(passedUntil) > MAX_CATCH_UP_MS * 1000) prepare(0)
    },
    passthrough: () => passing,
    skipped: () => skipped + (encoder?.skipped() ?? 0),
    async flush() {
      await held?.over
      await encoder?.flush()
    },
    close() {
      held = undefined
      encoder?.close()
    },
  }
}
