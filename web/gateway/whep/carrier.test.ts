import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Carrier, createCarrier } from './carrier.ts'

/** The track's encoder: of each picture it makes a frame, a key where it is told to; it may drop some. */
function openTrack() {
  const track = { key: false, drops: 0, pictures: [] as number[], sent: [] as string[] }
  const frames = new TransformStream({}, { highWaterMark: Number.POSITIVE_INFINITY })
  const writer = frames.writable.getWriter()
  const pictures = new WritableStream<VideoFrame>({
    write({ timestamp }) {
      track.pictures.push(timestamp)
      if (track.drops-- > 0) return
      void writer.write({ type: track.key ? 'key' : 'delta', data: new ArrayBuffer(0) })
      track.key = false
    },
  })
  const transformer = {
    readable: frames.readable,
    writable: new WritableStream({
      write({ type, data }) {
        track.sent.push(`${type} ${new Uint8Array(data)[0]}`)
      },
    }),
  } as never
  const forceKey = vi.fn(async () => {
    track.key = true
  })
  return { track, pictures, transformer, forceKey }
}

let count = 0
const send = async (carrier: Carrier, key = false, size = 1, timestamp = count * 40_000) => {
  count += 1
  const data = new Uint8Array(size).fill(count)
  const taken = carrier.send({ track: 1, key, segment: 0, timestamp, duration: 0, data })
  await vi.advanceTimersByTimeAsync(1)
  return taken
}

function open(tied: boolean) {
  const { track, transformer, ...options } = openTrack()
  const carrier = createCarrier({ ...options, tied })
  carrier.setTransformer(transformer)
  return { track, carrier, forceKey: options.forceKey }
}

beforeEach(() => {
  count = 0
  vi.useFakeTimers({ now: 0 })
  vi.stubGlobal('VideoFrame', function (this: object, _: unknown, { timestamp }: { timestamp: number }) {
    Object.assign(this, { timestamp })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('from the next key on each frame goes out in the place of a picture of its time', async () => {
  const { track, carrier, forceKey } = open(false)
  expect(await send(carrier)).toBe(false)
  for (const key of [true, false, false]) expect(await send(carrier, key)).toBe(true)
  expect(track.pictures).toEqual([40_000, 80_000, 120_000])
  expect(track.sent).toEqual(['delta 2', 'delta 3', 'delta 4'])
  expect(forceKey).not.toHaveBeenCalled()
})

test('for a picture that the encoder drops comes another one, a little later in time', async () => {
  const { track, carrier } = open(false)
  track.drops = 1
  await send(carrier, true)
  await send(carrier)
  expect(track.sent).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(track.pictures).toEqual([0, 1000, 40_000])
  expect(track.sent).toEqual(['delta 1', 'delta 2'])
})

test('a stream whose clock begins anew is followed', async () => {
  const { track, carrier } = open(false)
  await send(carrier, true, 1, 60_000_000)
  await send(carrier, true, 1, 40_000)
  expect(track.pictures).toEqual([60_000_000, 40_000])
})

test('where packets tell of keys, a key goes out as one and nothing else does', async () => {
  const { track, carrier, forceKey } = open(true)
  await send(carrier, true)
  await send(carrier)
  expect(track.sent).toEqual(['key 1', 'delta 2'])
  expect(forceKey).toHaveBeenCalledTimes(1)
  // The player has asked for a key: what comes before the stream's next one would be of no use to it.
  track.key = true
  await send(carrier)
  expect(await send(carrier)).toBe(false)
  await send(carrier, true)
  expect(track.sent).toEqual(['key 1', 'delta 2', 'key 5'])
})

test('a way that is too slow gets no more than it carries, and goes on with a key when it is a second behind', async () => {
  const { track, carrier } = open(false)
  carrier.setRate(80_000)
  await send(carrier, true, 70_000)
  await send(carrier, false, 1000)
  await vi.advanceTimersByTimeAsync(300)
  expect(track.sent).toEqual(['delta 1'])
  await vi.advanceTimersByTimeAsync(200)
  expect(track.sent).toEqual(['delta 1', 'delta 2'])
  await send(carrier, false, 70_000)
  await send(carrier, false, 1000)
  await vi.advanceTimersByTimeAsync(1001)
  expect(await send(carrier)).toBe(false)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await send(carrier, true)).toBe(true)
  expect(track.sent).toEqual(['delta 1', 'delta 2', 'delta 3', 'delta 6'])
})

test('one that is closed takes nothing more', async () => {
  const { track, carrier } = open(false)
  await send(carrier, true)
  carrier.close()
  expect(await send(carrier, true)).toBe(false)
  expect(track.sent).toEqual(['delta 1'])
})
