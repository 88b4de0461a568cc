import { expect, test } from 'vitest'
import type { LinkPort } from '../network/link/types.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { createFeed } from './feed.ts'
import { createGops } from './gops.ts'

const chunk = (seconds: number, key = false): Chunk => ({
  track: 0,
  key,
  segment: Math.floor(seconds),
  timestamp: seconds * 1e6,
  duration: 0,
  data: new Uint8Array(1),
})

function open(cached: Chunk[], segment: number) {
  const gops = createGops()
  for (const each of cached) gops.push(each)
  const sent: number[] = []
  const keys: number[] = []
  const link = { full: false }
  const port = {
    send({ timestamp }: Chunk) {
      if (!link.full) sent.push(timestamp / 1e6)
      return !link.full
    },
  } as LinkPort
  const feed = createFeed(port, gops, segment, () => keys.push(1))
  return { feed, sent, keys, link }
}

test('a new orchestrator gets the past from the key of its first segment, then what comes', () => {
  const { feed, sent, keys } = open([chunk(0, true), chunk(0.5), chunk(1, true), chunk(1.5)], 1)
  feed.push(chunk(2, true))
  expect(sent).toEqual([1, 1.5, 2])
  expect(keys).toHaveLength(0)
})

test('where the last key is far back, a new one is asked for and waited for', () => {
  const { feed, sent, keys } = open([chunk(0, true), chunk(2), chunk(4)], 4)
  feed.push(chunk(5))
  feed.push(chunk(6, true))
  feed.push(chunk(7))
  expect(sent).toEqual([6, 7])
  expect(keys).toHaveLength(1)
})

test('after a chunk that the link dropped, nothing goes out before a key', () => {
  const { feed, sent, keys, link } = open([chunk(0, true)], 0)
  link.full = true
  feed.push(chunk(0.1))
  link.full = false
  feed.push(chunk(0.2))
  feed.push(chunk(1, true))
  expect(sent).toEqual([0, 1])
  expect(keys).toHaveLength(1)
})

test('restarts are bounded in time', () => {
  const { feed, sent } = open([chunk(0, true), chunk(0.5)], 0)
  const now = performance.now()
  feed.restart(now + 10)
  feed.restart(now + 5000)
  feed.restart(now + 5010)
  expect(sent).toEqual([0, 0.5, 0, 0.5])
})

test('a link that stays full is not a reason for key after key', () => {
  const { feed, keys, link } = open([chunk(0, true)], 0)
  link.full = true
  for (let frame = 1; frame <= 20; frame += 1) feed.push(chunk(frame / 10, frame % 2 === 0))
  expect(keys).toHaveLength(2)
})
