import { expect, test } from 'vitest'
import { toCaptions } from './lines.ts'

test('what is said in one breath is cut into pieces that fit, each with its share of the time', () => {
  const text =
    'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.'
  const cues = toCaptions(3, text, 1_000_000, 7_000_000)
  expect(cues.map(({ text }) => text).join(' ')).toBe(text)
  expect(cues.map(({ id }) => id)).toEqual([24, 25])
  for (const { text } of cues) expect(text.length).toBeLessThanOrEqual(84)
  expect([cues[0]?.start, cues[0]?.end, cues[1]?.end]).toEqual([1_000_000, cues[1]?.start, 7_000_000])
})

test('no words are no captions', () => {
  expect(toCaptions(0, ' \n ', 0, 1e6)).toEqual([])
})

test('a word without end, and words without end, are cut off', () => {
  const cues = toCaptions(0, `${'a'.repeat(9000)} ${'words '.repeat(9000)}`, 0, 9e6)
  expect(cues).toHaveLength(8)
  for (const { text } of cues) expect(text.length).toBeLessThanOrEqual(84)
})
