import { expect, test } from 'vitest'
import type { MillraceError } from './errors.ts'
import { MAX_IMAGINE_CHARACTERS, MAX_SEED, MAX_WISH_BYTES } from './limits.ts'
import { readWish, toWish, writeWish } from './wish.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('words and a seed are the same on the other side', () => {
  const wish = toWish('  A red\n house  on a hill, at sunset! ', MAX_SEED)
  expect(wish).toEqual({ words: 'A red house on a hill, at sunset!', seed: MAX_SEED })
  expect(readWish(writeWish(wish))).toEqual(wish)
})

test.each([
  ['', 0, 'bad-input', 'no words', 'a red house'],
  [' \t\n', 0, 'bad-input', 'no words', 'a red house'],
  ['of the and', 0, 'bad-input', 'nothing to be painted', 'sea'],
  ['a dog on a zeppelin', 0, 'bad-input', '“dog” and “zeppelin”', 'sheep'],
  [`a ${'y'.repeat(99)}`, 0, 'bad-input', `“${'y'.repeat(20)}…”`, 'Leave it out. It paints landscapes'],
  ['a violet dog', 0, 'bad-input', '“dog”', 'Leave it out, or try sheep or birds instead'],
  ['a boat\u0000', 0, 'bad-input', 'cannot be seen', 'anew'],
  ['a boat\u202e', 0, 'bad-input', 'cannot be seen', 'anew'],
  ['a boat \ud800', 0, 'bad-input', 'cannot be seen', 'anew'],
  ['boat '.repeat(MAX_IMAGINE_CHARACTERS / 5 + 1), 0, 'too-large', `${MAX_IMAGINE_CHARACTERS}`, 'fewer'],
  ['boat '.repeat(200_000), 0, 'too-large', `${MAX_IMAGINE_CHARACTERS}`, 'fewer'],
  ['a boat', -1, 'bad-input', 'seed', 'another'],
  ['a boat', 0.5, 'bad-input', 'seed', 'another'],
  ['a boat', MAX_SEED + 1, 'bad-input', 'seed', 'another'],
  ['a boat', Number.NaN, 'bad-input', 'seed', 'another'],
])('%j with seed %d cannot be painted, and it is said what to do', (words, seed, code, message, hint) => {
  expect(() => toWish(words, seed)).toThrow(
    expect.objectContaining({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  )
})

test('any words are taken for the net that knows them, within the same bounds', () => {
  for (const words of ['a dog on a zeppelin', 'Ein Zeppelin über Köln', '雨の中の猫', 'a 🐈 asleep']) {
    const wish = toWish(words, 7, 'sd-turbo')
    expect(readWish(writeWish(wish), 'sd-turbo')).toEqual({ words, seed: 7 })
  }
  const refusal = (words: string, seed: number) => {
    try {
      return toWish(words, seed, 'sd-turbo')
    } catch (error) {
      return (error as MillraceError).code
    }
  }
  expect(refusal(' \n', 0)).toBe('bad-input')
  expect(refusal('a cat\u202e', 0)).toBe('bad-input')
  expect(refusal('a cat', -1)).toBe('bad-input')
  expect(refusal('cat '.repeat(250_000), 0)).toBe('too-large')
})

test.each([
  ['no JSON', bytes('a boat')],
  ['no text', Uint8Array.of(0x22, 0xff, 0x22)],
  ['a list', bytes('["a boat", 1]')],
  ['no seed', bytes('{"words":"a boat"}')],
  ['more than is known', bytes('{"words":"a boat","seed":1,"steps":1}')],
  ['words that are none', bytes('{"words":7,"seed":1}')],
  ['a seed as text', bytes('{"words":"a boat","seed":"1"}')],
  ['too much', bytes(`{"words":"a boat","seed":1}${' '.repeat(MAX_WISH_BYTES)}`)],
  ['words that nobody knows', bytes('{"words":"a zeppelin","seed":1}')],
  ['a seed out of range', bytes('{"words":"a boat","seed":4294967296}')],
])('%s of a peer is refused', (_, sent) => {
  expect(() => readWish(sent)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})
