import { concat } from '../../protocol/concat.ts'
import { MAX_CARRIER_BYTES } from '../../protocol/limits.ts'
import type { LinkStats } from './bridge.ts'
import type { Outbox } from './outbox.ts'

/*
 * The RTP carrier inside a Worker. A constant small picture is written for each waiting batch; when its VP8 frame
 * comes by on its way to the network, the batch is put behind it, and taken off at the other side before the
 * jitter buffer. The frame: VP8 | batch | length of VP8 u32 | length of batch u32.
 */

const TRAILER_BYTES = 8
const WIDTH = 128
const HEIGHT = 72
/** A picture that brought no frame for so long was dropped by the encoder, ms. */
const LOST_PICTURE_MS = 100
/** While the other side has not been heard of, a probe is sent so often, ms. */
const PROBE_MS = 30
/** Sound alone waits so long for pictures to ride with, ms: a carrier for each packet would cost more than the packet. */
const SOUND_MS = 40
/** A link with nothing to send sends that so often, ms: without a picture for three seconds the other side asks for a key frame. */
const IDLE_MS = 1000
/** How soon to look again while the connection holds too much, ms. */
const CROWDED_MS = 10
/** What is handed to the connection's own pacer ahead of its rate, seconds: a burst such as a key frame. */
const BURST_SECONDS = 0.5
const MIN_BURST_BYTES = 64 * 1024
/** The pacer sends what it holds so many times faster than the connection is estimated to carry. */
const PACING = 2.5

export type Transformer = {
  readable: ReadableStream<RTCEncodedVideoFrame>
  writable: WritableStream<RTCEncodedVideoFrame>
}

export type RtpSender = {
  /** Where the pictures go: the track that the connection sends. */
  setPictures(writable: WritableStream<VideoFrame>): void
  setTransformer(transformer: Transformer): void
  setStats(stats: LinkStats): void
  /** Something waits in the outbox. */
  wake(): void
  /** Carries what waits; until then only probes, for the other side's self-check. */
  start(): void
  /** Bytes handed to the connection that its pacer, by the estimate, still holds. */
  backlog(): number
  close(): void
}

export function createRtpSender(outbox: Outbox): RtpSender {
  const picture = blackPicture()
  let writer: WritableStreamDefaultWriter<VideoFrame> | undefined
  let available = 0
  let writtenAt = Number.NEGATIVE_INFINITY
  let loadedAt = Number.NEGATIVE_INFINITY
  let timestamp = 0
  let level = 0
  let leveledAt = 0
  let probing = true
  let timer: ReturnType<typeof setTimeout> | undefined
  let timerAt = Number.POSITIVE_INFINITY

  /** A leaky bucket in front of the connection's pacer, which hides what it holds. */
  const leak = (): number => {
    const now = performance.now()
    level = Math.max(0, level - (available / 8000) * (now - leveledAt))
    leveledAt = now
    return level
  }
  const room = () =>
    available === 0 ? MAX_CARRIER_BYTES : Math.max(MIN_BURST_BYTES, (available / 8) * BURST_SECONDS) - leak()

  /** Looks again no later than then; a timer that comes earlier is left alone, as setting one costs more than a look. */
  const later = (ms: number) => {
    const at = performance.now() + ms
    if (timerAt <= at) return
    clearTimeout(timer)
    timerAt = at
    timer = setTimeout(() => {
      timerAt = Number.POSITIVE_INFINITY
      wake()
    }, ms)
  }

  /** Before the connection is up every picture is lost. */
  const patience = () => (probing ? PROBE_MS : LOST_PICTURE_MS)
  const wake = () => {
    if (writer === undefined) return
    const now = performance.now()
    const idle = IDLE_MS - (now - loadedAt)
    if (!probing && outbox.bytes() === 0 && idle > 0) return later(idle)
    if (now - writtenAt < patience()) return later(patience() - (now - writtenAt))
    if (!probing && room() <= 0) return later(CROWDED_MS)
    const rest = SOUND_MS - (now - loadedAt)
    if (!probing && !outbox.hasPictures() && rest > 0) return later(rest)
    writtenAt = now
    timestamp = Math.max(timestamp + 1, Math.round(now * 1000))
    writer.write(new VideoFrame(picture, { timestamp })).catch(() => {})
    later(patience())
  }

  /** A key frame has the connection's pacer throw away, uncounted, what it still holds of this track: that goes first. */
  const drain = async () => {
    const ms = available > 0 ? (leak() * 8000) / (available * PACING) : 0
    if (ms > 0) await new Promise(resolve => setTimeout(resolve, ms))
  }

  const load = async (frame: RTCEncodedVideoFrame) => {
    if (frame.type === 'key') await drain()
    const free = probing ? 0 : Math.min(room(), MAX_CARRIER_BYTES)
    const batch = free > 0 ? concat(outbox.take(free)) : new Uint8Array()
    level += batch.byteLength
    frame.data = attach(new Uint8Array(frame.data), batch)
    writtenAt = Number.NEGATIVE_INFINITY
    loadedAt = performance.now()
    if (probing) later(PROBE_MS)
    else wake()
  }

  return {
    setPictures(writable) {
      writer = writable.getWriter()
      writer.closed.catch(() => {})
      wake()
    },
    setTransformer: transformer => pass(transformer, load),
    setStats(stats) {
      leak()
      available = stats.available
    },
    wake,
    start() {
      probing = false
      wake()
    },
    backlog: leak,
    close() {
      clearTimeout(timer)
      picture.close()
      writer?.abort().catch(() => {})
      writer = undefined
    },
  }
}

/** @param onbatch gets what each frame carried; an empty batch is a probe. It may throw for a hostile one. */
export function receiveRtp(transformer: Transformer, onbatch: (batch: Uint8Array) => void): void {
  pass(transformer, frame => {
    const detached = detach(new Uint8Array(frame.data))
    if (detached === undefined) return
    frame.data = detached.vp8.slice().buffer
    onbatch(detached.batch)
  })
}

/** By hand: pipes cost several promises more for each frame. */
function pass({ readable, writable }: Transformer, touch: (frame: RTCEncodedVideoFrame) => unknown): void {
  const reader = readable.getReader()
  const writer = writable.getWriter()
  const next = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      await touch(value)
      await writer.write(value)
    }
  }
  next().catch(() => {})
}

/** Puts a batch behind a VP8 frame. */
export function attach(vp8: Uint8Array, batch: Uint8Array): ArrayBuffer {
  const data = new Uint8Array(vp8.byteLength + batch.byteLength + TRAILER_BYTES)
  data.set(vp8)
  data.set(batch, vp8.byteLength)
  const trailer = new DataView(data.buffer, data.byteLength - TRAILER_BYTES)
  trailer.setUint32(0, vp8.byteLength)
  trailer.setUint32(4, batch.byteLength)
  return data.buffer
}

/** Takes them apart; undefined for a frame that carries nothing of ours. */
export function detach(data: Uint8Array): { vp8: Uint8Array; batch: Uint8Array } | undefined {
  if (data.byteLength < TRAILER_BYTES) return undefined
  const trailer = new DataView(data.buffer, data.byteOffset + data.byteLength - TRAILER_BYTES)
  const vp8 = trailer.getUint32(0)
  if (vp8 + trailer.getUint32(4) + TRAILER_BYTES !== data.byteLength) return undefined
  return { vp8: data.subarray(0, vp8), batch: data.subarray(vp8, data.byteLength - TRAILER_BYTES) }
}

function blackPicture(): VideoFrame {
  const luma = WIDTH * HEIGHT
  const pixels = new Uint8Array(luma * 1.5).fill(16, 0, luma).fill(128, luma)
  return new VideoFrame(pixels, { format: 'I420', codedWidth: WIDTH, codedHeight: HEIGHT, timestamp: 0 })
}
