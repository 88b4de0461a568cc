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
          void loaded.push({ at: performance.now(), type, bytes: data.byteLength - 12 }),
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
  const asked: number[] = []
  const sender = createRtpSender(outbox, number => asked.push(number))
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
  return { encoding, sender, asked, send }
}

test('a key frame, and all behind it, waits until what was loaded before it has landed', async () => {
  const { encoding, sender, asked, send } = await openSender()
  await send(1000)
  encoding.type = 'key'
  await send(2000)
  encoding.type = 'delta'
  await vi.advanceTimersByTimeAsync(300)
  expect(encoding.loaded.map(({ type, bytes }) => [type, bytes > 0])).toEqual([
    ['delta', false],
    ['delta', true],
  ])
  expect(asked).toEqual([2])
  sender.landed(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(encoding.loaded[2]).toMatchObject({ type: 'key', at: performance.now() - 1 })
  expect(encoding.loaded[2]?.bytes).toBeGreaterThan(2000)
})

test('a key frame before which something was lost is left out, and chunks flow on', async () => {
  const { encoding, sender, asked, send } = await openSender()
  await send(1000)
  encoding.type = 'key'
  await send(2000)
  encoding.type = 'delta'
  sender.landed(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual([2])
  expect(encoding.loaded.filter(({ bytes }) => bytes > 0).map(({ type }) => type)).toEqual(['delta', 'delta'])
})

test('what has nothing to send is heard of all the same, once a second', async () => {
  const { encoding } = await openSender()
  const before = encoding.loaded.length
  await vi.advanceTimersByTimeAsync(5000)
  expect(encoding.loaded.slice(before).map(({ bytes }) => bytes)).toEqual([0, 0, 0, 0, 0])
})
