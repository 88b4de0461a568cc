import { barred } from '../codec/bars.ts'
import { cropped } from '../codec/crop.ts'
import { decodeAll } from '../codec/decodeall.ts'
import { decodeError } from '../codec/errors.ts'
import { hasBars, placeOf } from '../protocol/crop.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FileOrder, FileSegment, FileSource, MadeRendition } from '../protocol/file.ts'
import { FILE_STALL_MS, MAX_HEIGHT, MAX_WIDTH } from '../protocol/limits.ts'
import { startSegmentEncoder } from './segmentencoder.ts'

export type SegmentHooks = {
  /** Resolves when so many output pixels more may be made. */
  admit(pixels: number): Promise<void>
  /** What is done to the part of a frame that is shown, which stays open, before it is encoded; undefined: nothing. */
  change: ((frame: VideoFrame) => Promise<VideoFrame>) | undefined
  /** A frame of a rendition is encoded. @param pixels of it */
  onmade(pixels: number): void
}

/**
 * Makes all renditions of a segment: it is decoded once, and each frame is encoded for every rendition that wants it.
 * @throws MillraceError bad-input, unsupported, too-large or internal; or what the signal was aborted with
 */
export async function makeSegment(
  { source, renditions }: FileOrder,
  segment: FileSegment,
  hooks: SegmentHooks,
  signal: AbortSignal,
): Promise<MadeRendition[]> {
  const watch = startWatch(signal)
  const encoders = renditions.map(rendition =>
    startSegmentEncoder(rendition, segment, { onmade: hooks.onmade, onerror: watch.fail }),
  )
  const place = placeOf(source)
  const todo = encoders.map(encoder => new Set(encoder.times))

  const onframe = async (frame: VideoFrame) => {
    watch.check()
    watch.moved()
    const takers = encoders.filter((_, index) => todo[index]?.delete(frame.timestamp))
    if (takers.length === 0) return
    requireSize(frame)
    await watch.paused(hooks.admit(takers.reduce((sum, { pixels }) => sum + pixels, 0)))
    for (const encoder of takers) await encoder.room()
    const made = [frame]
    const last = () => made.at(-1) as VideoFrame
    try {
      if (source.crop !== undefined) made.push(cropped(frame, source))
      if (hooks.change !== undefined) made.push(await hooks.change(last()))
      if (hasBars(place)) made.push(await barred(last(), place))
      watch.moved()
      watch.check()
      for (const encoder of takers) encoder.encode(last())
    } finally {
      for (const each of made.slice(1)) each.close()
    }
  }

  try {
    await Promise.race([decode(source, segment, onframe), watch.failed])
    const missing = todo.reduce((sum, { size }) => sum + size, 0)
    if (missing > 0) throw damaged(`${missing} of its frames do not come out of the decoder.`)
    return await Promise.race([Promise.all(encoders.map(encoder => encoder.finish())), watch.failed])
  } finally {
    watch.close()
    for (const encoder of encoders) encoder.close()
  }
}

async function decode(
  { codec, description, colorSpace }: FileSource,
  { packets }: FileSegment,
  onframe: (frame: VideoFrame) => Promise<void>,
): Promise<void> {
  const config: VideoDecoderConfig = {
    codec,
    ...(description === undefined ? {} : { description }),
    ...(colorSpace === undefined ? {} : { colorSpace }),
  }
  try {
    await decodeAll(config, packets, onframe)
  } catch (cause) {
    if (cause instanceof MillraceError) throw cause
    throw await decodeError(codec, () => VideoDecoder.isConfigSupported(config), cause)
  }
}

/** A stream may hold larger pictures than its file says. */
function requireSize({ visibleRect }: VideoFrame): void {
  const { width = 0, height = 0 } = visibleRect ?? {}
  if (width <= MAX_WIDTH && height <= MAX_HEIGHT) return
  throw new MillraceError('unsupported', `Its pictures are ${width} × ${height}, which is too large.`)
}

function damaged(what: string): MillraceError {
  return new MillraceError('bad-input', `The video is damaged: ${what}`, {
    hint: 'Export it again, or leave that part out.',
  })
}

/** Ends what takes part in one segment: on an error of any of it, when it is not wanted any more, and when nothing moves. */
function startWatch(signal: AbortSignal) {
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  let failure: unknown
  let movedAt = performance.now()
  let isPaused = false
  const fail = (reason: unknown) => {
    failure ??= reason
    reject(failure)
  }
  const onabort = () => fail(signal.reason)
  signal.addEventListener('abort', onabort)
  if (signal.aborted) onabort()
  const timer = setInterval(() => {
    if (isPaused || performance.now() - movedAt < FILE_STALL_MS) return
    fail(damaged(`nothing came of it for ${FILE_STALL_MS / 1000} s.`))
  }, FILE_STALL_MS / 10)

  return {
    failed,
    fail,
    moved() {
      movedAt = performance.now()
    },
    /** Throws what it has failed with. */
    check() {
      if (failure !== undefined) throw failure
    },
    async paused(waiting: Promise<void>) {
      isPaused = true
      await Promise.race([waiting, failed])
      isPaused = false
      movedAt = performance.now()
    },
    close() {
      clearInterval(timer)
      signal.removeEventListener('abort', onabort)
    },
  }
}
