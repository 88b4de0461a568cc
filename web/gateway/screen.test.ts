import { expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import { createScreen } from './screen.ts'

const BLUR = { id: 'blur', strength: 1 }
/** Frames of a rung, ten a segment, the first of each a key. */
const frame = (index: number, track = 1): Chunk => ({
  ...{ track, key: index % 10 === 0, segment: Math.floor(index / 10), timestamp: index * 100_000 },
  ...{ duration: 0, data: new Uint8Array(1) },
})
const frames = (from: number, to: number, track = 1) =>
  Array.from({ length: to - from }, (_, index) => frame(from + index, track))
const indexes = (chunks: Chunk[]) => chunks.map(({ timestamp }) => timestamp / 100_000)

function open() {
  const screen = createScreen()
  const pass = (link: string, chunks: Chunk[]) => indexes(chunks.flatMap(chunk => screen.pass(link, chunk)))
  return { ...screen, show: pass }
}

test('as long as nothing is required all passes at once, whatever is done to it', () => {
  const { applied, show } = open()
  applied('a', { since: 0, effect: { id: 'style-oil', strength: 1 } })
  expect(show('a', frames(3, 8))).toEqual([3, 4, 5, 6, 7])
})

test('from then on nothing passes until the segment that has it, and afterwards again all', () => {
  const { require, applied, show } = open()
  expect(show('a', frames(0, 13))).toHaveLength(13)
  require(BLUR, 1)
  expect(show('a', frames(13, 20))).toEqual([])
  applied('a', { since: 2, effect: BLUR })
  expect(show('a', frames(20, 33))).toEqual(indexes(frames(20, 33)))
  require(undefined, 3)
  applied('a', { since: 4 })
  expect(show('a', frames(33, 45))).toEqual(indexes(frames(33, 45)))
})

test('frames that overtake the word of what was done to them wait for it, in order', () => {
  const { require, applied, show } = open()
  require(BLUR, 0)
  expect(show('a', frames(8, 24))).toEqual([])
  applied('a', { since: 2, effect: BLUR })
  expect(show('a', [frame(24)])).toEqual([20, 21, 22, 23, 24])
  expect(show('a', [frame(25)])).toEqual([25])
})

test('what one has made before does not come out with what another makes', () => {
  const { require, applied, remove, show } = open()
  require(BLUR, 0)
  expect(show('a', frames(10, 14))).toEqual([])
  remove('a')
  applied('b', { since: 1, effect: BLUR })
  expect(show('b', frames(14, 22))).toEqual([20, 21])
  applied('b', { since: 3, effect: { id: 'blur', strength: 0.1 } })
  expect(show('b', frames(22, 35))).toEqual(indexes(frames(22, 30)))
})

test('it begins again with a key, where what is required is taken back in the middle of a segment', () => {
  const { require, show } = open()
  require(BLUR, 0)
  expect(show('a', frames(3, 6))).toEqual([])
  require(undefined, 0)
  expect(show('a', frames(6, 12))).toEqual([10, 11])
})

test('tracks have nothing to do with each other, and what waits is no more than a segment has', () => {
  const { require, applied, show, pass } = open()
  require(BLUR, 0)
  applied('a', { since: 0, effect: BLUR })
  expect(show('a', frames(0, 3, 1))).toEqual([0, 1, 2])
  for (let count = 0; count < 2000; count += 1) pass('b', { ...frame(1, 2), key: count === 0 })
  applied('b', { since: 0, effect: BLUR })
  expect(pass('b', frame(2, 2)).length).toBeLessThan(300)
})

test('who joins sees nothing of what was held back', () => {
  const { require, applied, visible, show } = open()
  expect(visible(frames(10, 13))).toHaveLength(3)
  require(BLUR, 1)
  expect(visible(frames(10, 13))).toEqual([])
  show('a', frames(20, 22))
  expect(visible(frames(20, 22))).toEqual([])
  applied('a', { since: 3, effect: BLUR })
  expect(show('a', frames(30, 32))).toEqual([30, 31])
  expect(visible(frames(30, 32))).toHaveLength(2)
})
