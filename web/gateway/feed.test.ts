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

/** A feed whose chunks come out by their time in seconds, those of a lead-in in brackets. */
function open(cached: Chunk[]) {
  const gops = createGops()
  for (const each of cached) gops.push(each)
  const sent: string[] = []
  const keys: number[] = []
  const link = { full: false, calm: true }
  const port = {
    send({ timestamp, leadIn }: Chunk) {
      const seconds = timestamp / 1e6
      if (!link.full) sent.push(leadIn ? `(${seconds})` : `${seconds}`)
      return !link.full
    },
    isCalm: () => link.calm,
  } as LinkPort
  const feed = createFeed(port, gops, () => keys.push(1))
  const push = (seconds: number, key = false, room = true) => {
    gops.push(chunk(seconds, key))
    feed.push(chunk(seconds, key), room)
  }
  return { feed, push, sent, keys, link }
}

test('who works at once gets what is not delivered, led in from the key before it, then what comes', () => {
  const { feed, push, sent, keys } = open([
    chunk(0, true),
    chunk(0.5),
    chunk(1, true),
    chunk(1.2),
    chunk(1.5),
  ])
  feed.begin(1.2e6)
  push(2, true)
  expect(sent).toEqual(['(1)', '(1.2)', '1.5', '2'])
  expect(keys).toHaveLength(0)
})

test('where the last key is far back, who works is led in from it as far as that is not live', () => {
  const { feed, push, sent, keys } = open([chunk(0, true), chunk(2), chunk(4)])
  expect(feed.ready(1e6)).toBe(false)
  feed.begin(1e6)
  push(5)
  expect(sent).toEqual(['(0)', '2', '4', '5'])
  expect(keys).toHaveLength(0)
})

test('a far key is caught up with as the link has room, and what lies before the next key is left out', () => {
  const { feed, push, sent, keys, link } = open([chunk(0, true), chunk(1), chunk(2), chunk(4)])
  link.calm = false
  feed.begin(-1)
  push(4.5)
  expect(sent).toEqual([])
  push(5, true)
  push(5.5)
  expect(sent).toEqual(['5', '5.5'])
  expect(keys).toHaveLength(0)
})

test('who works and does not catch up with a far key gets one of its own', () => {
  const { feed, push, sent, keys, link } = open([chunk(0, true), chunk(4)])
  link.calm = false
  feed.begin(-1)
  for (let frame = 1; frame <= 30; frame += 1) push(4 + frame / 10)
  expect(keys).toHaveLength(0)
  push(7.1)
  push(7.2)
  expect(keys).toHaveLength(1)
  push(8, true)
  expect(sent).toEqual(['8'])
})

test('who stands by follows what is delivered, and begins behind it', () => {
  const { feed, push, sent, keys } = open([chunk(0, true), chunk(0.1)])
  push(0.2)
  push(0.3)
  expect(sent).toEqual([])
  feed.delivered(0.1e6)
  feed.delivered(0.2e6)
  expect(sent).toEqual(['(0)', '(0.1)', '(0.2)'])
  feed.begin(0.2e6)
  push(0.4)
  expect(sent.slice(3)).toEqual(['0.3', '0.4'])
  feed.rest()
  push(0.5)
  feed.delivered(0.5e6)
  expect(sent.slice(5)).toEqual(['(0.5)'])
  expect(keys).toHaveLength(0)
})

test('who stands by catches up with a far key while its link has room, and asks for none', () => {
  const { feed, push, sent, keys, link } = open([chunk(0, true), chunk(1), chunk(4)])
  link.calm = false
  push(5)
  feed.delivered(5e6)
  expect([sent, feed.ready(5e6)]).toEqual([[], false])
  link.calm = true
  push(5.1)
  expect(sent).toEqual(['(0)', '(1)', '(4)', '(5)'])
  expect(feed.ready(5e6)).toBe(true)
  feed.begin(5e6)
  expect(sent.slice(4)).toEqual(['5.1'])
  expect(keys).toHaveLength(0)
})

test('without room who stands by gets nothing up to the next key', () => {
  const { feed, push, sent } = open([chunk(0, true)])
  push(0.1, false, false)
  push(0.2)
  feed.delivered(0.2e6)
  expect(sent).toEqual([])
  push(1, true)
  feed.delivered(1e6)
  expect(sent).toEqual(['(1)'])
})

test('after a chunk that the link dropped, nothing goes out before a key', () => {
  const { feed, push, sent, keys, link } = open([chunk(0, true)])
  feed.begin(-1)
  link.full = true
  push(0.1)
  link.full = false
  push(0.2)
  push(1, true)
  expect(sent).toEqual(['0', '1'])
  expect(keys).toHaveLength(1)
})

test('after a loss far behind a key a new one is asked for', () => {
  const { feed, push, sent, keys } = open([chunk(0, true), chunk(4)])
  feed.begin(-1)
  expect(sent).toEqual(['(0)', '4'])
  feed.restart(-1, performance.now())
  push(5)
  expect(sent).toHaveLength(2)
  expect(keys).toHaveLength(1)
})

test('restarts are bounded in time', () => {
  const { feed, sent } = open([chunk(0, true), chunk(0.5)])
  feed.begin(-1)
  const now = performance.now()
  feed.restart(0, now + 10)
  feed.restart(0, now + 20)
  feed.restart(-1, now + 5000)
  expect(sent).toEqual(['0', '0.5', '(0)', '0.5', '0', '0.5'])
})

test('a link that stays full is not a reason for key after key', () => {
  const { feed, push, keys, link } = open([chunk(0, true)])
  feed.begin(-1)
  link.full = true
  for (let frame = 1; frame <= 20; frame += 1) push(frame / 10, frame % 2 === 0)
  expect(keys).toHaveLength(2)
})
