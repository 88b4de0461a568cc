import { expose } from 'comlink'
import { linkHub } from '../../web/network/link/hub.ts'
import type { LinkState } from '../../web/network/link/types.ts'
import { planBitrates } from '../../web/protocol/budget.ts'
import { readCounter, type Seen, unixNow } from './counter.ts'

const TRACK = 0
const BITRATE = 4_500_000
const KEY_FRAMES = 60
/** Frames are skipped before the encoder while so much of what the link gives waits, seconds. */
const SKIP_SECONDS = 0.4
const CONFIG = { codec: 'avc1.640028', width: 1920, height: 1080, framerate: 30 }

const hub = linkHub(self)
const seen: Seen[] = []
let bytes = 0
let lost = 0
let keys = 0
let requestKey = () => {}
let state: LinkState | undefined

async function note(frame: VideoFrame): Promise<void> {
  const at = unixNow()
  seen.push({ counter: await readCounter(frame), at })
}

const api = {
  /** Notes the frames of a camera or of a received track, and does nothing else with them. */
  async watch(frames: ReadableStream<VideoFrame>): Promise<void> {
    for await (const frame of frames) {
      await note(frame)
      frame.close()
    }
  },
  /** Encodes a camera into a link, at the rate that its budget gives. */
  async send(id: string, frames: ReadableStream<VideoFrame>): Promise<void> {
    const port = hub.port(id)
    let plan = new Map([[TRACK, BITRATE]])
    let wantsKey = true
    let count = 0
    const encoder = new VideoEncoder({
      output(chunk) {
        const data = new Uint8Array(chunk.byteLength)
        chunk.copyTo(data)
        const { timestamp, duration, type } = chunk
        const sent = port.send({
          track: TRACK,
          key: type === 'key',
          segment: 0,
          timestamp,
          duration: duration ?? 0,
          data,
        })
        if (!sent) wantsKey = true
      },
      error(error) {
        throw error
      },
    })
    const configure = () =>
      encoder.configure({
        ...CONFIG,
        bitrate: plan.get(TRACK) || BITRATE,
        latencyMode: 'realtime',
        avc: { format: 'annexb' },
      })
    configure()
    requestKey = () => {
      wantsKey = true
    }
    port.onstate = next => {
      state = next
      const before = plan.get(TRACK)
      plan = planBitrates(next.available, [{ track: TRACK, bitrate: BITRATE }], plan)
      if (plan.get(TRACK) !== before) configure()
    }
    for await (const frame of frames) {
      await note(frame)
      const late =
        state !== undefined && state.available > 0 && state.backlog > (state.available / 8) * SKIP_SECONDS
      if (!late && encoder.encodeQueueSize < 3) {
        encoder.encode(frame, { keyFrame: wantsKey || count % KEY_FRAMES === 0 })
        wantsKey = false
        count += 1
      }
      frame.close()
    }
  },
  /** Decodes what a link brings. @param onneedkey asks the sender for a key frame */
  receive(id: string, onneedkey: () => void): void {
    const port = hub.port(id)
    let waiting = true
    const decoder = new VideoDecoder({
      async output(frame) {
        await note(frame)
        frame.close()
      },
      error(error) {
        throw error
      },
    })
    decoder.configure({ codec: CONFIG.codec, optimizeForLatency: true })
    port.onstate = next => {
      state = next
    }
    port.onchunk = (chunk, gap) => {
      bytes += chunk.data.byteLength
      if (gap) lost += 1
      if (chunk.key) keys += 1
      if ((gap || waiting) && !chunk.key) {
        if (!waiting || gap) onneedkey()
        waiting = true
        return
      }
      waiting = false
      const { timestamp, duration, data } = chunk
      decoder.decode(new EncodedVideoChunk({ type: chunk.key ? 'key' : 'delta', timestamp, duration, data }))
    }
  },
  requestKey: () => requestKey(),
  /** Forgets what was seen so far. */
  reset(): void {
    seen.length = 0
    bytes = lost = keys = 0
  },
  result: () => ({ seen, bytes, lost, keys, state }),
}

export type BenchWorker = typeof api

expose(api)
