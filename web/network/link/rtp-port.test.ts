import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOutbox } from './outbox.ts'
import { createRtpSender } from './rtp-port.ts'

/** What an encoder makes of a picture: of each one frame, a key where it is told to. */
function encoder() {
  const loaded: { at: number; type: string; bytes: number }[] = []
  const frames = new TransformStream<{ type: string; data: ArrayBuffer }>(
    {},
    { highWaterMark: Number.POSITIVE_INFINITY },
  )
  const writer = frames.writable.getWriter()
  const encoding = {
    type: 'delta',
    loaded,
    pictures: new WritableStream({
      write: () => void writer.write({ type: encoding.type, data: new ArrayBuffer(0) }),
    }),
    transformer: {
      readable: frames.readable,
      writable: new WritableStream({
        write: ({ type, data }) =>
          void loaded.push({ at: performance.now(), type, bytes: data.byteLength - 8 }),
      }),
    } as never,
  }
  return encoding
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  vi.stubGlobal('VideoFrame', class {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function openSender() {
  const outbox = createOutbox()
  const sender = createRtpSender(outbox)
  const encoding = encoder()
  sender.setPictures(encoding.pictures)
  sender.setTransformer(encoding.transformer)
  sender.setStats({ available: 800_000, rtt: 1, loss: 0 })
  sender.start()
  await vi.advanceTimersByTimeAsync(1)
  const send = async (size: number) => {
    const chunk = { track: 1, key: true, segment: 0, timestamp: 0, duration: 0, data: new Uint8Array(size) }
    outbox.push(chunk, 800_000)
    sender.wake()
    await vi.advanceTimersByTimeAsync(1)
  }
  return { encoding, send }
}

test('a key frame waits until what was loaded before it is sent', async () => {
  const { encoding, send } = await openSender()
  await send(30_000)
  encoding.type = 'key'
  await send(1000)
  expect(encoding.loaded.at(-1)?.bytes).toBeGreaterThan(30_000)
  await vi.advanceTimersByTimeAsync(400)
  const first = encoding.loaded.findIndex(({ type }) => type === 'key')
  const [before, key] = encoding.loaded.slice(first - 1)
  // 800 kb/s are 100 bytes a millisecond, and the pacer is two and a half times as fast.
  expect((key?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(120)
})

test('what has nothing to send is heard of all the same, once a second', async () => {
  const { encoding } = await openSender()
  const before = encoding.loaded.length
  await vi.advanceTimersByTimeAsync(5000)
  expect(encoding.loaded.slice(before).map(({ bytes }) => bytes)).toEqual([0, 0, 0, 0, 0])
})
