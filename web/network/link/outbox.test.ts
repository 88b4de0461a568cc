import { expect, test } from 'vitest'
import { AUDIO_TRACK, type Chunk } from '../../protocol/chunk.ts'
import { concat } from '../../protocol/concat.ts'
import { createAssembler } from '../../protocol/framing.ts'
import { MAX_BACKLOG_BYTES, MAX_CHUNK_BYTES } from '../../protocol/limits.ts'
import { createOutbox } from './outbox.ts'

const chunk = (timestamp: number, { track = 0, key = false, size = 10_000 } = {}): Chunk => ({
  track,
  key,
  segment: 0,
  timestamp,
  duration: 0,
  data: new Uint8Array(size),
})
const drain = (outbox: ReturnType<typeof createOutbox>) => createAssembler().push(concat(outbox.take(1e9)))

test('chunks leave in order, numbered by track', () => {
  const outbox = createOutbox()
  for (const [timestamp, track] of [
    [0, 0],
    [1, 1],
    [2, 0],
  ] as const)
    outbox.push(chunk(timestamp, { track }), 0)
  expect(drain(outbox).map(({ chunk: { timestamp }, sequence }) => [timestamp, sequence])).toEqual([
    [0, 0],
    [1, 0],
    [2, 1],
  ])
  expect(outbox.bytes()).toBe(0)
})

test('sound goes before pictures', () => {
  const outbox = createOutbox()
  outbox.push(chunk(0, { size: 500_000 }), 0)
  outbox.push(chunk(1, { track: AUDIO_TRACK, key: true, size: 100 }), 0)
  expect(drain(outbox).map(({ chunk: { timestamp } }) => timestamp)).toEqual([1, 0])
})

test('a frame takes what fits its limit, and never nothing', () => {
  const outbox = createOutbox()
  for (const timestamp of [0, 1, 2]) outbox.push(chunk(timestamp), 0)
  expect(outbox.take(25_000)).toHaveLength(2)
  expect(outbox.take(1)).toHaveLength(1)
  expect(outbox.take(1)).toEqual([])
})

test('when late, the rest of the GOP is dropped and counted; the next key follows with notice', () => {
  const outbox = createOutbox()
  const available = 4_000_000
  const said = Array.from({ length: 100 }, (_, index) =>
    outbox.push(chunk(index, { key: index === 0 }), available),
  )
  const kept = said.indexOf(false)
  expect(outbox.bytes()).toBeGreaterThan(available / 8)
  expect(said.slice(kept)).not.toContain(true)
  expect(outbox.dropped()).toBe(100 - kept)
  drain(outbox)
  expect(outbox.push(chunk(100), available)).toBe(false)
  expect(outbox.push(chunk(101, { key: true }), available)).toBe(true)
  expect(outbox.push(chunk(102), available)).toBe(true)
  expect(drain(outbox).map(({ sequence, afterDrop }) => [sequence, afterDrop])).toEqual([
    [kept, true],
    [kept + 1, false],
  ])
})

test('a late track drops alone when the others come in time', () => {
  const outbox = createOutbox()
  const available = 4_000_000
  for (let index = 0; outbox.push(chunk(index, { track: 1, key: index === 0 }), available); index += 1);
  drain(outbox)
  expect(outbox.push(chunk(0, { track: 2, key: true }), available)).toBe(true)
  expect(outbox.push(chunk(1, { track: 1 }), available)).toBe(false)
})

test('while the rate is unknown only the bound on bytes holds', () => {
  const outbox = createOutbox()
  let sent = 0
  while (outbox.push(chunk(0, { key: true, size: 1_000_000 }), 0)) sent += 1_000_000
  expect(sent).toBeGreaterThanOrEqual(MAX_BACKLOG_BYTES - 1_000_000)
  expect(sent).toBeLessThanOrEqual(MAX_BACKLOG_BYTES + 1_000_000)
})

test('a chunk that is too large is dropped, and what hangs on it', () => {
  const outbox = createOutbox()
  expect(outbox.push(chunk(0, { key: true, size: MAX_CHUNK_BYTES + 1 }), 0)).toBe(false)
  expect(outbox.push(chunk(1), 0)).toBe(false)
  expect(outbox.push(chunk(2, { key: true, size: MAX_CHUNK_BYTES }), 0)).toBe(true)
  expect(outbox.dropped()).toBe(2)
  expect(drain(outbox).map(({ afterDrop }) => afterDrop)).toEqual([true])
})
