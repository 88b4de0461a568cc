import { expect, test } from 'vitest'
import type { LinkState } from '../network/link/types.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { ladderFor } from '../protocol/ladder.ts'
import { createPart } from './part.ts'
import { createRung } from './rungs.ts'

const LADDER = ladderFor(
  { width: 1280, height: 720, framerate: 30 },
  { rungs: ['240p', '480p', '720p'], codec: 'h264', segmentMs: 1000, maxFramerate: 0 },
)
const FEED = { push() {}, delivered() {}, ready: () => true, begin() {}, rest() {}, restart() {} }

function open(newest = 0) {
  const rungs = new Map(LADDER.map(({ track }) => [track, createRung(track)]))
  const context = { rungs, segmentMs: 1000, newest: () => newest, onsilent() {} }
  const parts = [createPart(LADDER.slice(0, 1), context), createPart(LADDER.slice(1), context)] as const
  const come = (track: number, timestamp: number) => {
    const chunk: Chunk = { track, key: true, segment: 0, timestamp, duration: 0, data: new Uint8Array() }
    return rungs.get(track)?.receive(chunk, false, 0, 0)
  }
  return { parts, come, rungs }
}

test('each part is delivered as far as its own rungs are', () => {
  const { parts, come } = open()
  expect(parts.map(({ delivered }) => delivered())).toEqual([-1, -1])
  come(1, 900_000)
  come(2, 300_000)
  come(3, 200_000)
  expect(parts.map(({ delivered }) => delivered())).toEqual([900_000, 200_000])
  expect([1, 2, 3].map(track => parts.map(({ has }) => has(track)))).toEqual([
    [true, false],
    [false, true],
    [false, true],
  ])
})

test('what is no longer live is not made up for', () => {
  const { parts, come } = open(60_000_000)
  come(1, 59_900_000)
  expect(parts.map(({ delivered }) => delivered())).toEqual([59_900_000, 57_500_000])
})

test('who takes over a part begins its rungs anew, and no others', () => {
  const { parts, come, rungs } = open()
  for (const { track } of LADDER) come(track, 0)
  const delta = (track: number) => {
    const chunk = { track, key: false, segment: 0, timestamp: 1, duration: 0, data: new Uint8Array() }
    return rungs.get(track)?.receive(chunk, false, 0, 0)
  }
  parts[1].shift.add('b', FEED)
  expect([1, 2, 3].map(delta)).toEqual([true, false, false])
})

test('how a link does is forgotten with the link, but not with one that stands by', () => {
  const { parts } = open()
  const [part] = parts
  for (const link of ['works', 'stands by']) part.shift.add(link, FEED)
  part.follow({ available: 1_000_000, backlog: 0 } as LinkState, 4_000_000, false)
  part.remove('stands by')
  expect(part.bitrate()).toBeLessThan(1_000_000)
  part.remove('works')
  expect([part.bitrate(), part.room()]).toEqual([undefined, true])
})

test('the source gives way to a short link, but as it is only to a queue that stays', () => {
  const { parts } = open()
  const [part] = parts
  const link = (available: number, backlog: number) => ({ available, backlog }) as LinkState
  expect([part.bitrate(), part.room()]).toEqual([undefined, true])
  part.follow(link(1_000_000, 0), 4_000_000, true)
  expect([part.bitrate(), part.room()]).toEqual([4_000_000, true])
  part.follow(link(1_000_000, 100_000), 4_000_000, true)
  expect(part.bitrate()).toBeLessThan(1_000_000)
  expect(part.room()).toBe(false)
  part.follow(link(0, 0), 4_000_000, false)
  expect([part.bitrate(), part.room()]).toEqual([4_000_000, true])
})
