import type { WhipFrame } from '../types.ts'
import type { TapOptions } from './door.ts'

type Transformer = {
  options: TapOptions
  readable: ReadableStream<{ data: ArrayBuffer; getMetadata(): { rtpTimestamp?: number } }>
  writable: WritableStream
  sendKeyFrameRequest(): Promise<void>
}

/** What the connection's own decoder gets instead of each frame, H.264: with nothing it would ask for keys all the time. */
const SIDE = 64

self.addEventListener('rtctransform', event => {
  const { transformer } = event as Event & { transformer: Transformer }
  const { kind, port } = transformer.options
  port.onmessage = () => void transformer.sendKeyFrameRequest().catch(() => {})
  // It ends with its connection.
  tap(transformer, port, kind === 'video' ? makeFiller() : undefined).catch(() => {})
})

/** Takes all frames off before the jitter buffer. */
async function tap(
  { readable, writable }: Transformer,
  port: MessagePort,
  filling: Promise<Uint8Array> | undefined,
): Promise<void> {
  const filler = await filling
  const writer = writable.getWriter()
  for await (const frame of readable) {
    const { data } = frame
    const { rtpTimestamp = 0 } = frame.getMetadata()
    if (filler !== undefined) {
      frame.data = filler.slice().buffer
      await writer.write(frame)
    }
    port.postMessage({ timestamp: rtpTimestamp, data } satisfies WhipFrame, [data])
  }
}

/** A black key frame of some 80 bytes. */
async function makeFiller(): Promise<Uint8Array> {
  let made = new Uint8Array()
  const encoder = new VideoEncoder({
    output(chunk) {
      made = new Uint8Array(chunk.byteLength)
      chunk.copyTo(made)
    },
    error: error => console.warn('no filler for the decoder:', error.message),
  })
  encoder.configure({ codec: 'avc1.42e00a', width: SIDE, height: SIDE, avc: { format: 'annexb' } })
  const black = new Uint8Array(SIDE * SIDE * 1.5).fill(16, 0, SIDE * SIDE).fill(128, SIDE * SIDE)
  const frame = new VideoFrame(black, { format: 'I420', codedWidth: SIDE, codedHeight: SIDE, timestamp: 0 })
  encoder.encode(frame, { keyFrame: true })
  frame.close()
  await encoder.flush()
  encoder.close()
  return made
}
