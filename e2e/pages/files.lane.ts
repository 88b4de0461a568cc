import { encoderConfig } from '../../web/codec/encoder.ts'
import type { Lane } from '../../web/files/types.ts'
import type {
  FileOrder,
  FileRendition,
  FileSegment,
  MadeRendition,
  MadeSegment,
} from '../../web/protocol/file.ts'

/** A lane that works in this page: it decodes and encodes for real. */
export function localLane(peer: string, order: FileOrder): Lane {
  const { promise: closed, resolve } = Promise.withResolvers<undefined>()
  let queue: Promise<unknown> = Promise.resolve()
  return {
    peer,
    make(segment, signal, onprogress) {
      const made = queue.then(() => {
        signal.throwIfAborted()
        return makeSegment(order, segment, signal, onprogress)
      })
      queue = made.catch(() => {})
      return made
    },
    paid: () => 0n,
    close: () => resolve(undefined),
    closed,
  }
}

async function makeSegment(
  { source, renditions }: FileOrder,
  { index, start, end, packets }: FileSegment,
  signal: AbortSignal,
  onprogress?: (share: number) => void,
): Promise<MadeSegment> {
  const began = performance.now()
  const { promise: failed, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason))
  const encoders = renditions.map(rendition => openEncoder(rendition, reject))
  let done = 0
  const decoder = new VideoDecoder({
    output(frame) {
      if (frame.timestamp >= start && frame.timestamp < end) for (const { encode } of encoders) encode(frame)
      frame.close()
      done += 1
      onprogress?.(done / packets.length)
    },
    error: reject,
  })
  const { codec, description } = source
  decoder.configure({ codec, ...(description === undefined ? {} : { description }) })
  for (const { key, timestamp, duration, data } of packets) {
    decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data }))
    while (decoder.decodeQueueSize > 4 || encoders.some(({ busy }) => busy()))
      await Promise.race([failed, new Promise(resolve => setTimeout(resolve, 2))])
  }
  await Promise.race([decoder.flush(), failed])
  const made = await Promise.race([Promise.all(encoders.map(({ finish }) => finish())), failed])
  decoder.close()
  return { index, renditions: made, ms: performance.now() - began }
}

function openEncoder(rendition: FileRendition, onerror: (error: unknown) => void) {
  const { track, codec, width, height, bitrate } = rendition
  const config = {
    ...encoderConfig({ codec, width, height, framerate: 24, bitrate }),
    latencyMode: 'quality' as const,
  }
  const made: MadeRendition = { track, codec: config.codec, packets: [] }
  const encoder = new VideoEncoder({
    output(chunk) {
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      const { timestamp, duration, type } = chunk
      made.packets.push({ timestamp, duration: duration ?? 0, key: type === 'key', data })
    },
    error: onerror,
  })
  encoder.configure(config)
  let first = true
  return {
    busy: () => encoder.encodeQueueSize > 2,
    encode(frame: VideoFrame) {
      encoder.encode(frame, { keyFrame: first })
      first = false
    },
    async finish() {
      await encoder.flush()
      encoder.close()
      return made
    },
  }
}
