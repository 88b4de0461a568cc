import { expect, test } from 'vitest'
import type { LinkPort } from '../network/link/types.ts'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import { createPublisher } from './publisher.ts'

const chunk = (track: number, segment: number, key = false): Chunk => ({
  track,
  key,
  segment,
  timestamp: segment * 1_000_000,
  duration: 0,
  data: new Uint8Array(1),
})

function openPort(room = Number.POSITIVE_INFINITY) {
  const sent: string[] = []
  const port: LinkPort = {
    send({ track, segment }) {
      if (sent.length >= room) return false
      sent.push(`${track}@${segment}`)
      return true
    },
    isCalm: () => true,
    onchunk() {},
    onstate() {},
    onclose() {},
    close() {},
  }
  return { port, sent }
}

test('a viewer gets one rung and the sound, from the newest key on', () => {
  const publisher = createPublisher(track => [chunk(track, 4, true), chunk(track, 4)])
  const { port, sent } = openPort()
  publisher.add('a', port, 2)
  for (const track of [1, 2, AUDIO_TRACK]) publisher.publish(chunk(track, 4))
  expect(sent).toEqual(['2@4', '2@4', '2@4', `${AUDIO_TRACK}@4`])
})

test('a publisher that begins in the middle of a stream waits for the rung that is wanted', () => {
  const publisher = createPublisher(() => [])
  const { port, sent } = openPort()
  publisher.add('a', port, 2)
  for (const segment of [50, 51, 52]) for (const track of [1, 2]) publisher.publish(chunk(track, segment))
  expect(sent).toEqual(['2@50', '2@51', '2@52'])
})

test('a switch happens at one segment, with the late frames of the old rung before it', () => {
  const publisher = createPublisher(() => [])
  const { port, sent } = openPort()
  for (const track of [1, 2, 3]) publisher.publish(chunk(track, 0))
  publisher.add('a', port, 3)
  publisher.publish(chunk(3, 0))
  publisher.select('a', 1)
  for (const [track, segment] of [
    [1, 0],
    [3, 0],
    [1, 1],
    [2, 0],
    [3, 0],
    [3, 1],
    [1, 1],
  ] as const)
    publisher.publish(chunk(track, segment))
  expect(sent).toEqual(['3@0', '3@0', '1@1', '3@0', '1@1'])
})

test('a rung that falls silent is replaced by the next below it, and taken up again', () => {
  const publisher = createPublisher(() => [])
  const { port, sent } = openPort()
  const play = (tracks: number[], from: number, to: number) => {
    for (let segment = from; segment < to; segment += 1)
      for (const track of tracks) publisher.publish(chunk(track, segment))
  }
  play([1, 2, 3], 0, 1)
  publisher.add('a', port, 3)
  play([1, 2], 1, 5)
  expect(sent.at(-1)).toBe('2@4')
  play([1, 2, 3], 5, 9)
  expect(sent.at(-1)).toBe('3@8')
})

test('a slow viewer drops alone', () => {
  const publisher = createPublisher(() => [])
  const slow = openPort(1)
  const fast = openPort()
  publisher.add('slow', slow.port, 1)
  publisher.add('fast', fast.port, 1)
  for (let frame = 0; frame < 5; frame += 1) publisher.publish(chunk(1, 0))
  expect([publisher.viewer('slow')?.dropped, publisher.viewer('fast')?.dropped]).toEqual([4, 0])
  expect(fast.sent).toHaveLength(5)
})

test('resending is bounded in time', () => {
  const publisher = createPublisher(track => [chunk(track, 0, true)])
  const { port, sent } = openPort()
  publisher.add('a', port, 1)
  for (const now of [0, 10, 20, 2000]) publisher.resync('a', now)
  expect(sent).toHaveLength(3)
})

test('a viewer who loses chunks in the middle of a switch goes on with the new rung at once', () => {
  const publisher = createPublisher(track => [chunk(track, 0, true)])
  const { port, sent } = openPort()
  for (const track of [1, 2]) publisher.publish(chunk(track, 0))
  publisher.add('a', port, 2)
  publisher.select('a', 1)
  publisher.resync('a', 0)
  for (const track of [1, 2]) publisher.publish(chunk(track, 0))
  expect(sent).toEqual(['2@0', '1@0', '1@0'])
})
