import { expect, test } from 'vitest'
import { wordsOf, wrongWords, wrongWordsIn } from './wrongwords.ts'

const said = wordsOf('not an ill disposed young man')

test('words that are other, missing or too many are counted', () => {
  expect(wrongWords(said, said)).toBe(0)
  expect(wrongWords(said, wordsOf('Not a ill-disposed, man.'))).toBe(2)
  expect(wrongWords(said, wordsOf('he was not an ill disposed young man'))).toBe(2)
  expect(wrongWords(said, [])).toBe(6)
  expect(wrongWords([], said)).toBe(6)
})

test('in something longer only what is in between counts', () => {
  expect(wrongWordsIn(said, wordsOf('he was not an ill disposed young man unless'))).toBe(0)
  expect(wrongWordsIn(said, wordsOf('he was not an ill and disposed man unless'))).toBe(2)
  expect(wrongWordsIn(said, wordsOf('something else'))).toBe(6)
  expect(wrongWordsIn([], said)).toBe(0)
})
