import { ENCODE_AHEAD, encoderConfig, startEncoder, type TrackEncoder } from '../codec/encoder.ts'
import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { toError } from '../protocol/errors.ts'
import { createMeter } from '../protocol/meter.ts'
import { createAlignment } from './align.ts'
import { OPUS, startOpus } from './opus.ts'
import { pictures, sounds } from './received.ts'
import { encodableSize, type Size } from './size.ts'
import type { FrameInput, Source, SourceOptions, SourceSink } from './types.ts'
import { createVeil } from './veil.ts'

/** When devices end, others may take their place for so long before the stream ends, ms. */
const REPLACE_MS = 3000
/** A screen on which nothing moves gives no frames: the last one is sent again so often, ms. */
const REPEAT_MS = 500

/** Frames of a camera or a screen, and sound, as a live source: H.264 with keys at segment starts, and Opus. */
export function startFrames(input: FrameInput, options: SourceOptions, sink: SourceSink): Source {
  const meter = createMeter()
  const veil = createVeil()
  const opus = startOpus(options.segmentMs, { onchunk, onerror: fail })
  let current = input
  let bitrate = options.bitrate
  let encoder: TrackEncoder | undefined
  let size: Size = { width: 0, height: 0 }
  /** performance.now() of timestamp 0. */
  let start: number | undefined
  let newest = -1
  let last: VideoFrame | undefined
  let skipped = 0
  let stopped = false

  const timer = setInterval(repeat, REPEAT_MS)
  const elapsed = () => (performance.now() - (start ?? 0)) * 1000

  function stop() {
    stopped = true
    clearInterval(timer)
    veil.close()
    last?.close()
    encoder?.close()
    opus.close()
  }

  function fail(error: unknown) {
    if (stopped) return
    stop()
    sink.onerror(toError(error))
  }

  function onchunk(chunk: Chunk) {
    if (stopped) return
    if (chunk.track === SOURCE_TRACK) meter.add(performance.now(), chunk.data.byteLength)
    sink.onchunk(chunk)
  }

  async function open(frame: VideoFrame) {
    const before = encoder
    encoder = undefined
    await before?.flush()
    before?.close()
    if (stopped) return
    size = { width: frame.displayWidth, height: frame.displayHeight }
    const track = {
      track: SOURCE_TRACK,
      codec: 'h264',
      ...encodableSize(size),
      framerate: current.framerate,
      bitrate,
    } as const
    const { codec } = encoderConfig(track)
    const { width, height, framerate } = track
    const audio = current.audio === undefined ? undefined : OPUS
    const epoch = performance.timeOrigin + (start ?? 0)
    sink.onformat({ video: { codec, width, height, framerate, bitrate }, audio, epoch })
    encoder = startEncoder(
      { ...track, segmentMs: options.segmentMs },
      { onchunk, onroom: () => {}, onerror: fail },
    )
  }

  /** Takes the frame over. @param timestamp on the stream's clock, µs */
  async function send(frame: VideoFrame, timestamp: number) {
    last?.close()
    last = frame
    if (frame.displayWidth !== size.width || frame.displayHeight !== size.height) await open(frame)
    if (stopped) return
    if (encoder === undefined || encoder.queue() >= ENCODE_AHEAD) {
      skipped += 1
      return
    }
    newest = Math.max(newest + 1, timestamp)
    const stamped = new VideoFrame(frame, { timestamp: newest })
    encoder.encode(stamped)
    stamped.close()
  }

  function repeat() {
    if (encoder !== undefined && last !== undefined && elapsed() - newest > REPEAT_MS * 1000)
      send(last.clone(), elapsed()).catch(fail)
  }

  async function readVideo(from: FrameInput) {
    const align = createAlignment()
    for await (const frame of pictures(from.video, from.framerate)) {
      if (stopped || from !== current) return frame.close()
      const now = performance.now()
      start ??= now
      const timestamp = align(frame.timestamp, (now - start) * 1000)
      const shown = await veil.apply(frame, from.framerate)
      if (stopped || from !== current) return shown.close()
      await send(shown, timestamp)
    }
    await new Promise(resolve => setTimeout(resolve, REPLACE_MS))
    if (stopped || from !== current) return
    await Promise.all([encoder?.flush(), opus.flush()])
    stop()
    sink.onend()
  }

  async function readAudio(from: FrameInput) {
    const align = createAlignment()
    if (from.audio === undefined) return
    for await (const data of sounds(from.audio)) {
      if (stopped || from !== current) return data.close()
      const timestamp = align(data.timestamp, elapsed() - data.duration)
      if (start === undefined || timestamp < 0) data.close()
      else opus.encode(data, timestamp)
    }
  }

  function read(from: FrameInput) {
    const sameTracks = (from.audio === undefined) === (current.audio === undefined)
    if (!sameTracks) size = { width: 0, height: 0 }
    current = from
    readVideo(from).catch(fail)
    readAudio(from).catch(fail)
  }
  veil.set(options.veil)
  read(input)

  return {
    stop,
    setBitrate(bitsPerSecond) {
      bitrate = bitsPerSecond
      encoder?.setBitrate(bitrate)
    },
    requestKey: () => encoder?.requestKey(),
    replace(next) {
      if (next.kind === 'frames') read(next)
    },
    veil(effect) {
      veil.set(effect)
      // It may be the person's own picture.
      last?.close()
      last = undefined
    },
    stats: () => ({
      framerate: meter.framerate(performance.now()),
      bitrate: meter.bitrate(performance.now()),
      skipped,
      passthrough: false,
      notice: '',
      veil: veil.state(current.framerate),
    }),
  }
}
