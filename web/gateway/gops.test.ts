import { expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import { createGops } from './gops.ts'

/** `5K` is a key of segment 5, `5` another frame of it. */
function chunks(text: string): Chunk[] {
  return text.split(' ').map((word, index) => ({
    track: 0,
    key: word.endsWith('K'),
    segment: Number.parseInt(word, 10),
    timestamp: index,
    duration: 1,
    data: new Uint8Array(10),
  }))
}
const filled = (text: string, maxBytes?: number) => {
  const gops = createGops(maxBytes)
  for (const chunk of chunks(text)) gops.push(chunk)
  return gops
}
const times = (list: Chunk[]) => list.map(({ timestamp }) => timestamp)

test('the newest GOP begins at the newest key', () => {
  expect(times(filled('0K 0 1K 1 1K 1').newest())).toEqual([4, 5])
  expect(filled('0 0').newest()).toEqual([])
})

test('what comes after a time is reached from the key before it', () => {
  const gops = filled('0K 0 1K 1 2K 2')
  expect(times(gops.after(2))).toEqual([2, 3, 4, 5])
  expect(times(gops.after(3))).toEqual([4, 5])
  expect(times(filled('0K 0 1 1 2 2').after(3))).toEqual([0, 1, 2, 3, 4, 5])
})

test('where nothing has come yet after that time, the newest GOP leads there', () => {
  expect(times(filled('0K 0 1K 1').after(9))).toEqual([2, 3])
  expect(filled('').after(-1)).toEqual([])
})

test('trimming keeps what leads to what comes after', () => {
  const gops = filled('0K 0 1K 1 2 2K 3')
  gops.trim(3)
  expect(times(gops.after(-1))).toEqual([2, 3, 4, 5, 6])
})

test('bounded: the oldest goes, and one that alone is too large is not kept', () => {
  expect(times(filled('0K 0 1K 1 1', 45).after(-1))).toEqual([2, 3, 4])
  const gops = filled('0K 0 0 0 0', 35)
  expect(gops.newest()).toEqual([])
  for (const chunk of chunks('1K 1')) gops.push(chunk)
  expect(gops.newest()).toHaveLength(2)
})
