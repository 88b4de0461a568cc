import { expect, test } from 'vitest'
import type { Framed } from '../../protocol/framing.ts'
import { MAX_REORDER_BYTES, MAX_REORDER_CHUNKS } from '../../protocol/limits.ts'
import { createReorder } from './reorder.ts'

const RTT = 100
const framed = (sequence: number, track = 0, more: Partial<Framed> & { size?: number } = {}): Framed => ({
  sequence,
  afterDrop: more.afterDrop ?? false,
  chunk: {
    track,
    key: false,
    segment: 0,
    timestamp: sequence,
    duration: 0,
    data: new Uint8Array(more.size ?? 1),
  },
})

function collect() {
  const seen: string[] = []
  const reorder = createReorder(({ track, timestamp }, lost) =>
    seen.push(`${track}:${timestamp}${lost ? ' lost' : ''}`),
  )
  return { seen, reorder }
}

test('chunks that come in order pass at once', () => {
  const { seen, reorder } = collect()
  for (const sequence of [0, 1, 2]) reorder.push(framed(sequence), 0)
  expect(seen).toEqual(['0:0', '0:1', '0:2'])
})

test('a gap that fills delivers all in order, once', () => {
  const { seen, reorder } = collect()
  for (const sequence of [2, 1, 1, 0, 0]) reorder.push(framed(sequence), 0)
  expect(seen).toEqual(['0:0', '0:1', '0:2'])
})

test('a gap is waited for between 3 and 4 round trips, then passed with notice', () => {
  const { seen, reorder } = collect()
  reorder.push(framed(0), 0)
  reorder.push(framed(2), 10)
  reorder.push(framed(3), 200)
  reorder.poll(10 + 3 * RTT, RTT)
  expect(seen).toEqual(['0:0'])
  reorder.poll(10 + 4 * RTT, RTT)
  expect(seen).toEqual(['0:0', '0:2 lost', '0:3'])
  reorder.push(framed(1), 500)
  expect(seen).toHaveLength(3)
})

test('each gap has its own wait', () => {
  const { seen, reorder } = collect()
  reorder.push(framed(1), 0)
  reorder.push(framed(3), 0)
  reorder.poll(4 * RTT, RTT)
  expect(seen).toEqual(['0:1 lost'])
  reorder.poll(5 * RTT, RTT)
  expect(seen).toEqual(['0:1 lost'])
  reorder.poll(8 * RTT, RTT)
  expect(seen).toEqual(['0:1 lost', '0:3 lost'])
})

test('tracks do not wait for each other', () => {
  const { seen, reorder } = collect()
  reorder.push(framed(1, 0), 0)
  reorder.push(framed(0, 1), 0)
  expect(seen).toEqual(['1:0'])
})

test('what the sender dropped is told without a wait', () => {
  const { seen, reorder } = collect()
  reorder.push(framed(0), 0)
  reorder.push(framed(1, 0, { afterDrop: true }), 0)
  expect(seen).toEqual(['0:0', '0:1 lost'])
})

test('a gap before too many chunks or bytes is passed at once', () => {
  const { seen, reorder } = collect()
  for (let sequence = 1; sequence <= MAX_REORDER_CHUNKS + 1; sequence += 1) reorder.push(framed(sequence), 0)
  expect(seen).toHaveLength(MAX_REORDER_CHUNKS + 1)
  const size = MAX_REORDER_BYTES / 4
  const other = collect()
  for (const track of [1, 2, 3, 4]) other.reorder.push(framed(1, track, { size }), 0)
  expect(other.seen).toEqual([])
  other.reorder.push(framed(1, 5, { size }), 0)
  expect(other.seen).toEqual(['5:1 lost'])
})
