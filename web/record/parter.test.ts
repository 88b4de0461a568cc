import { expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createParter } from './parter.ts'

/** Frames, ms; keys where a segment begins. */
function part(times: number[], keys: number[] = []): string[] {
  const parts: string[] = []
  const parter = createParter(1000, ({ number, index, start, end, chunks }) => {
    parts.push(`${number}.${index} ${start / 1000}-${end / 1000} of ${chunks.length}`)
  })
  for (const at of times) {
    const timestamp = at * 1000
    const chunk: Chunk = {
      ...{ track: 1, key: at % 1000 === 0 || keys.includes(at), timestamp, duration: 0 },
      ...{ segment: segmentOf(timestamp, 1000), data: new Uint8Array(1) },
    }
    parter.push(chunk)
  }
  return parts
}

const frames = (from: number, until: number, every: number) =>
  Array.from({ length: Math.ceil((until - from) / every) }, (_, index) => from + index * every)

test('a segment comes in halves of a second, each when the next one begins', () => {
  expect(part(frames(0, 2001, 100))).toEqual([
    '0.0 0-500 of 5',
    '0.1 500-1000 of 5',
    '1.0 1000-1500 of 5',
    '1.1 1500-2000 of 5',
  ])
  expect(part(frames(0, 500, 100))).toEqual([])
})

test('frames that do not fall on half a second are in one part or the other', () => {
  expect(part(frames(0, 1001, 40))).toEqual(['0.0 0-520 of 13', '0.1 520-1000 of 12'])
})

test('a pause makes one part longer; where the next segment begins late the last one goes on until then', () => {
  expect(part([0, 100, 900, 1000])).toEqual(['0.0 0-900 of 2', '0.1 900-1000 of 1'])
  expect(part([0, 600, 2000])).toEqual(['0.0 0-600 of 1', '0.1 600-1000 of 1'])
})

test('a segment that lacks its beginning has no parts, the next one has', () => {
  expect(part([600, 700, 1000, 1500, 2000], [600])).toEqual(['1.0 1000-1500 of 1', '1.1 1500-2000 of 1'])
  expect(part([100, 200, 600, 1000, 1500])).toEqual(['1.0 1000-1500 of 1'])
})

test('where somebody makes anew what went out there are no more of that segment', () => {
  const times = [...frames(0, 800, 100), ...frames(400, 1501, 100)]
  expect(part(times, [400])).toEqual(['0.0 0-500 of 5', '1.0 1000-1500 of 5'])
})
