import { expect, test } from 'vitest'
import type { Said } from '../protocol/askschema.ts'
import { joinSound } from '../protocol/sound.ts'
import { compareSaid, cutSound, STRETCH_MS, stretchOf } from './said.ts'

const TEXT =
  'He was not an ill disposed young man, unless to be rather cold hearted and rather selfish is to be ill disposed'
/** A line of so many words every three seconds. */
const lines = (text: string, words: number, from = 0): Said[] => {
  const all = text.split(' ')
  return Array.from({ length: Math.ceil(all.length / words) }, (_, index) => ({
    start: from + index * 3000,
    end: from + index * 3000 + 2500,
    text: all.slice(index * words, (index + 1) * words).join(' '),
  }))
}
const whole = stretchOf(20_000, 0.9)

test('a short sound is heard again from end to end, of a long one a part that nobody foresees', () => {
  expect(whole).toEqual({ from: 0, to: 20_000, duration: 20_000 })
  const stretch = stretchOf(10 * STRETCH_MS, 0.3333)
  expect(stretch.to - stretch.from).toBe(STRETCH_MS)
  expect(stretch.from % 20).toBe(0)
  expect(stretchOf(10 * STRETCH_MS, 1).to).toBe(10 * STRETCH_MS)
  const packets = Array.from({ length: 5 }, (_, index) => Uint8Array.of(index))
  const cut = cutSound(joinSound(packets), { from: 40, to: 80, duration: 100 })
  expect(cut).toEqual(joinSound(packets.slice(2, 4)))
})

test('the same words in other lines, and some others, are the same', () => {
  expect(compareSaid(lines(TEXT, 4), lines(TEXT, 7), whole)).toBeUndefined()
  expect(compareSaid(lines(TEXT, 4), lines(TEXT.replace('cold', 'old'), 4), whole)).toBeUndefined()
  expect(compareSaid([], [], whole)).toBeUndefined()
})

test('other words, none, or words where nothing is said, are not', () => {
  const other = 'It is a truth universally acknowledged that a single man in possession of a good fortune'
  expect(compareSaid(lines(TEXT, 4), lines(other, 4), whole)).toContain('did not write')
  expect(compareSaid(lines(TEXT, 4), [], whole)).toContain('did not write')
  expect(compareSaid([], lines(other, 4), whole)).toContain('not said')
})

test('of a part only what is in it counts, and not what its ends cut', () => {
  const duration = 60_000
  const given = lines(`${TEXT} ${TEXT} ${TEXT}`, 4)
  const stretch = { from: 6000, to: 30_000, duration }
  const own = given
    .filter(({ start, end }) => start >= 5000 && end <= 30_500)
    .map(({ start, end, text }) => ({ start: Math.max(0, start - 6000), end: end - 6000, text }))
  own[0] = { ...(own[0] as Said), text: 'cut' }
  expect(compareSaid(own, given, stretch)).toBeUndefined()
  expect(compareSaid(own, given.slice(0, 2), stretch)).toContain('did not write')
  expect(compareSaid(own.slice(0, 1), given, stretch)).toContain('not said')
})
