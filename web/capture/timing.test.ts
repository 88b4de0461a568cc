import { expect, test } from 'vitest'
import { inTime, interleave, type Packet, reorderDelay } from './timing.ts'

const packet = (timestamp: number, kind: Packet['kind'] = 'video', duration = 10): Packet => ({
  kind,
  key: true,
  timestamp,
  duration,
  data: new Uint8Array(),
})

async function* from(packets: Packet[]): AsyncGenerator<Packet> {
  yield* packets
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** I P B B, over and over, as encoders order them. */
const bFrames = Array.from({ length: 20 }, (_, gop) => [0, 30, 10, 20].map(time => gop * 40 + time)).flat()

test('without B-frames packets leave at their own time', async () => {
  const times = Array.from({ length: 40 }, (_, index) => index * 10)
  expect(reorderDelay(times)).toBe(0)
  const timed = await collect(inTime(from(times.map(time => packet(time))), 0))
  expect(timed.map(({ due }) => due)).toEqual(times)
})

test('with B-frames packets leave evenly, in decode order, none after its time', async () => {
  const delay = reorderDelay(bFrames)
  expect(delay).toBe(10)
  const timed = await collect(inTime(from(bFrames.map(time => packet(time))), delay))
  expect(timed.map(({ timestamp }) => timestamp)).toEqual(bFrames)
  expect(timed.map(({ due }) => due)).toEqual(bFrames.map((_, index) => index * 10 - delay))
  expect(timed.every(({ due, timestamp }) => due <= timestamp)).toBe(true)
})

test('sound goes between pictures and ends with them', async () => {
  const video = inTime(from([0, 10, 20].map(time => packet(time))), 0)
  const sound = from([0, 7, 14, 21, 28, 35].map(time => packet(time, 'sound', 7)))
  const all = await collect(interleave(video, sound))
  expect(all.map(({ kind, timestamp }) => `${kind} ${timestamp}`)).toEqual([
    'sound 0',
    'video 0',
    'sound 7',
    'video 10',
    'sound 14',
    'video 20',
    'sound 21',
  ])
})
