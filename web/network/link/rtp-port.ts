import { concat } from '../../protocol/concat.ts'
import { MAX_CARRIER_BYTES } from '../../protocol/limits.ts'
import type { LinkStats } from './bridge.ts'
import { createBucket } from './bucket.ts'
import type { Outbox } from './outbox.ts'
import { blackPicture, passFrames, type Transformer } from './pictures.ts'

/*
 * The RTP carrier inside a Worker. A constant small picture is written for each waiting batch; when its VP8 frame
 * comes by on its way to the network, the batch is put behind it, and taken off at the other side before the
 * jitter buffer. The frame: VP8 | batch | number u32 | length of VP8 u32 | length of batch u32, where the number counts
 * the carriers of this link.
 */

const TRAILER_BYTES = 12
/** A picture that brought no frame for so long was dropped by the encoder, ms. */
const LOST_PICTURE_MS = 100
/** While the other side has not been heard of, a probe is sent so often, ms. */
const PROBE_MS = 30
/** Sound alone waits so long for pictures to ride with, ms: a carrier for each packet would cost more than the packet. */
const SOUND_MS = 40
/** A link with nothing to send sends that so often, ms: without a picture for three seconds the other side asks for a key frame. */
const IDLE_MS = 1000
/**
 * With a key frame the connection throws away, uncounted, what its pacer still holds of the track. So one waits, and all
 * behind it, until what was loaded before has landed; after so long it is left out, ms. The other side, which takes
 * batches off with or without it, asks for another one then.
 */
const LANDING_MS = 500
/** How soon to look again while the connection holds too much, ms. */
const CROWDED_MS = 10

export type RtpSender = {
  /** Where the pictures go: the track that the connection sends. */
  setPictures(writable: WritableStream<VideoFrame>): void
  setTransformer(transformer: Transformer): void
  setStats(stats: LinkStats): void
  /** Something waits in the outbox. */
  wake(): void
  /** Carries what waits; until then only probes, for the other side's self-check. */
  start(): void
  /** The other side has this carrier. */
  landed(number: number): void
  /** Bytes handed to the connection that its pacer, by the estimate, still holds. */
  backlog(): number
  close(): void
}

/** @param ask has the other side say when it has a carrier */
export function createRtpSender(outbox: Outbox, ask: (number: number) => void): RtpSender {
  const picture = blackPicture(0)
  const bucket = createBucket()
  let writer: WritableStreamDefaultWriter<VideoFrame> | undefined
  let writtenAt = Number.NEGATIVE_INFINITY
  let loadedAt = Number.NEGATIVE_INFINITY
  let number = 0
  /** The last carrier with chunks in it. */
  let full = 0
  let seen = 0
  let onlanded = (_: boolean) => {}
  let timestamp = 0
  let probing = true
  let timer: ReturnType<typeof setTimeout> | undefined
  let timerAt = Number.POSITIVE_INFINITY

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
    if (!probing && bucket.room() <= 0) return later(CROWDED_MS)
    const rest = SOUND_MS - (now - loadedAt)
    if (!probing && !outbox.hasPictures() && rest > 0) return later(rest)
    writtenAt = now
    timestamp = Math.max(timestamp + 1, Math.round(now * 1000))
    writer.write(new VideoFrame(picture, { timestamp })).catch(() => {})
    later(patience())
  }

  /** Resolves with whether all that was loaded has landed, once it has or may not. */
  const landing = async (): Promise<boolean> => {
    if (seen >= full) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    onlanded = resolve
    const patience = setTimeout(resolve, LANDING_MS, false)
    ask(full)
    const landed = await promise
    clearTimeout(patience)
    return landed
  }

  /** @returns whether the frame goes out */
  const load = async (frame: RTCEncodedVideoFrame): Promise<boolean> => {
    if (frame.type === 'key' && !(await landing())) return false
    const free = probing ? 0 : Math.min(bucket.room(), MAX_CARRIER_BYTES)
    const batch = free > 0 ? concat(outbox.take(free)) : new Uint8Array()
    bucket.add(batch.byteLength)
    number += 1
    if (batch.byteLength > 0) full = number
    frame.data = attach(new Uint8Array(frame.data), batch, number)
    writtenAt = Number.NEGATIVE_INFINITY
    loadedAt = performance.now()
    if (probing) later(PROBE_MS)
    else wake()
    return true
  }

  return {
    setPictures(writable) {
      writer = writable.getWriter()
      writer.closed.catch(() => {})
      wake()
    },
    setTransformer: transformer => passFrames(transformer, load),
    setStats: ({ available }) => bucket.setRate(available),
    wake,
    start() {
      probing = false
      wake()
    },
    landed(number) {
      seen = Math.max(seen, number)
      if (seen >= full) onlanded(true)
    },
    backlog: bucket.level,
    close() {
      clearTimeout(timer)
      onlanded(false)
      picture.close()
      writer?.abort().catch(() => {})
      writer = undefined
    },
  }
}

/** @param onbatch gets what each carrier brought, and its number; an empty batch is a probe. It may throw for a hostile one. */
export function receiveRtp(
  transformer: Transformer,
  onbatch: (batch: Uint8Array, number: number) => void,
): void {
  passFrames(transformer, frame => {
    const detached = detach(new Uint8Array(frame.data))
    if (detached === undefined) return
    frame.data = detached.vp8.slice().buffer
    onbatch(detached.batch, detached.number)
  })
}

/** Puts a batch, and the carrier's number, behind a VP8 frame. */
export function attach(vp8: Uint8Array, batch: Uint8Array, number: number): ArrayBuffer {
  const data = new Uint8Array(vp8.byteLength + batch.byteLength + TRAILER_BYTES)
  data.set(vp8)
  data.set(batch, vp8.byteLength)
  const trailer = new DataView(data.buffer, data.byteLength - TRAILER_BYTES)
  trailer.setUint32(0, number)
  trailer.setUint32(4, vp8.byteLength)
  trailer.setUint32(8, batch.byteLength)
  return data.buffer
}

/** Takes them apart; undefined for a frame that carries nothing of ours. */
export function detach(data: Uint8Array): { vp8: Uint8Array; batch: Uint8Array; number: number } | undefined {
  if (data.byteLength < TRAILER_BYTES) return undefined
  const trailer = new DataView(data.buffer, data.byteOffset + data.byteLength - TRAILER_BYTES)
  const vp8 = trailer.getUint32(4)
  if (vp8 + trailer.getUint32(8) + TRAILER_BYTES !== data.byteLength) return undefined
  return {
    vp8: data.subarray(0, vp8),
    batch: data.subarray(vp8, data.byteLength - TRAILER_BYTES),
    number: trailer.getUint32(0),
  }
}
