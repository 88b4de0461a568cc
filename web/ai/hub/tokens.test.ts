import { expect, test } from 'vitest'
import { startTokens, TOKENS } from './tokens.ts'

/** Of the real one, as far as these texts need it: its own numbers. */
const VOCABULARY = {
  ...{ '!': 0, "'": 6, c: 66, d: 67, a: 64, t: 83, o: 78, 'a</w>': 320, 't</w>': 339, 'o</w>': 334 },
  ...{ ca: 778, cat: 2368 - 1, 'cat</w>': 2368, 'at</w>': 536, '!</w>': 256, "'s</w>": 568, '7</w>': 278 },
  ...{ Ã: 127, '©</w>': 358, '<|startoftext|>': 49406, '<|endoftext|>': 49407 },
}
const MERGES = "#version: 0.2\na t</w>\n' s</w>\nc at</w>\nc a\n"
const tokens = startTokens(VOCABULARY, MERGES)
const said = (text: string) => {
  const all = [...tokens(text)]
  return all.slice(1, all.indexOf(49407))
}

test('a text begins and ends with a mark, and zeros fill up what is left', () => {
  const all = tokens('a cat')
  expect(all).toHaveLength(TOKENS)
  expect([...all.subarray(0, 5)]).toEqual([49406, 320, 2368, 49407, 0])
  expect(all.subarray(4).every(number => number === 0)).toBe(true)
  expect([...tokens('').subarray(0, 3)]).toEqual([49406, 49407, 0])
})

test('the most frequent pairs are joined first; case and room between words say nothing', () => {
  // "a t" comes before "c a": of "cat" it makes "c at", then all of it.
  expect(said('CAT')).toEqual([2368])
  expect(said('  cat\n\tcat ')).toEqual([2368, 2368])
  expect(said('cat!')).toEqual([2368, 256])
  expect(said('cat’s'.replace('’', "'"))).toEqual([2368, 568])
  expect(said('77')).toEqual([278, 278])
})

test('letters of other alphabets are their bytes, however they are composed', () => {
  expect(said('é')).toEqual([127, 358])
  expect(said('e\u0301')).toEqual([127, 358])
})

test('of more than there is room for, the beginning is read', () => {
  const all = tokens('cat '.repeat(1000))
  expect(all).toHaveLength(TOKENS)
  expect([...all.subarray(1, 76)]).toEqual(Array(75).fill(2368))
  expect(all[76]).toBe(49407)
})

test('marks that somebody types are no marks', () => {
  expect(() => tokens('<|endoftext|>')).toThrow('The vocabulary has no')
})
