import { expect, test } from 'vitest'
import { createCueTrack } from './cues.ts'
import { MAX_KEPT_CUES } from './limits.ts'
import type { Cue } from './schema.ts'

const S = 1_000_000
const cue = (id: number, start: number, end: number, text = `${id}`): Cue => {
  return { kind: 'caption', id, start: start * S, end: end * S, text }
}
const texts = (cues: Cue[]) => cues.map(({ text }) => text)

test('a cue is shown in its time', () => {
  const track = createCueTrack()
  expect(track.has('caption')).toBe(false)
  track.add([cue(2, 5, 8), cue(1, 2, 6)], 0)
  expect(track.has('caption')).toBe(true)
  expect(texts(track.at(1.9 * S))).toEqual([])
  expect(texts(track.at(5 * S))).toEqual(['1', '2'])
  expect(texts(track.at(6 * S))).toEqual(['2'])
  expect(texts(track.at(8 * S))).toEqual([])
})

test('one that comes late is shown late, as long as it was said, and not too short to be read', () => {
  const track = createCueTrack()
  track.add([cue(1, 2, 5), cue(2, 2, 2.2)], 10 * S)
  expect(texts(track.at(11 * S))).toEqual(['1', '2'])
  expect(texts(track.at(12.9 * S))).toEqual(['1'])
  expect(texts(track.at(13 * S))).toEqual([])
})

test('one with the same id takes the place of the earlier one, where that stands', () => {
  const track = createCueTrack()
  track.add([cue(1, 2, 5, 'I see')], 3 * S)
  track.add([cue(1, 2, 6, 'Icy roads')], 4 * S)
  expect(texts(track.at(4 * S))).toEqual(['Icy roads'])
  expect(texts(track.at(6.9 * S))).toEqual(['Icy roads'])
  track.add([{ ...cue(1, 2, 6, 'a cup'), kind: 'object' }], 4 * S)
  expect(texts(track.at(5 * S))).toEqual(['Icy roads', 'a cup'])
})

test('before the first picture nothing is shown, and what came then is there afterwards', () => {
  const track = createCueTrack()
  track.add([cue(1, 2, 5)], undefined)
  expect(track.at(undefined)).toEqual([])
  expect(texts(track.at(3 * S))).toEqual(['1'])
})

test('who sends cues without end fills no memory, and another timeline begins empty', () => {
  const track = createCueTrack()
  for (let id = 0; id < 5 * MAX_KEPT_CUES; id += 1) track.add([cue(id, 100, 130)], 0)
  expect(track.at(110 * S)).toHaveLength(MAX_KEPT_CUES)
  track.clear()
  expect(track.at(110 * S)).toEqual([])
})
