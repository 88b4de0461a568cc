import { expect, test } from 'vitest'
import { IMAGINE_KINDS, IMAGINE_WORDS, readWords } from '../protocol/imaginewords.ts'
import { compose, depthOf, PLACES } from './compose.ts'

const layout = (text: string, seed = 1) => compose(readWords(text).slots, seed)
const named = (text: string, name: string, seed?: number) =>
  layout(text, seed).placed.filter(({ words }) => words.includes(name))

test('what is said is in the picture, as often as it is said, with its colour', () => {
  expect(layout('a foggy lake at dawn').whole).toEqual(expect.arrayContaining(['foggy', 'lake', 'dawn']))
  expect(named('three red balloons', 'balloon').map(({ words }) => words)).toEqual(
    Array(3).fill(['balloon', 'red']),
  )
  expect(named('many sheep and a house', 'sheep')).toHaveLength(5)
  const sizeOf = (text: string) => named(text, 'tree')[0]?.size ?? 0
  expect(sizeOf('a big tree')).toBeGreaterThan(1.5 * sizeOf('a small tree'))
})

test('what is not said fits: no snowman in a desert, no stars by day, no igloo at sea', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    expect(layout('a snowman', seed).whole).toContain('snow')
    expect(layout('stars', seed).whole).toContain('night')
    expect(named('a path to a house', 'path', seed)).toHaveLength(4)
    expect(layout('a camel, a pyramid', seed).whole).toContain('desert')
    expect(layout('two sheep', seed).whole.some(word => ['sea', 'beach', 'desert'].includes(word))).toBe(
      false,
    )
  }
})

test('every picture has a time, a weather, a season and a ground; all is known and within it', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const words = IMAGINE_WORDS.filter((_, index) => (index * 7 + seed) % 11 === 0)
    const { whole, placed } = layout(words.join(', '), seed)
    for (const kind of ['time', 'weather', 'season', 'ground'] as const)
      expect(whole.filter(word => IMAGINE_KINDS[kind].includes(word))).toHaveLength(1)
    expect(placed.length).toBeLessThanOrEqual(PLACES)
    for (const word of [...whole, ...placed.flatMap(({ words }) => words)])
      expect(IMAGINE_WORDS).toContain(word)
    for (const { x, y, size } of placed) {
      for (const value of [x, y]) expect(Math.abs(value - 0.5)).toBeLessThan(0.6)
      expect(size).toBeGreaterThan(0)
    }
  }
})

test('a seed puts all in the same places, another one elsewhere', () => {
  expect(layout('a boat and a house', 3)).toEqual(layout('a boat and a house', 3))
  expect(layout('a boat and a house', 3)).not.toEqual(layout('a boat and a house', 4))
})

test('what is far is painted before what is near', () => {
  const { placed } = layout('a boat, birds, mountains, a rainbow and the sun over the sea')
  const names = placed.toSorted((a, b) => depthOf(a) - depthOf(b)).map(({ words: [name] }) => name)
  expect([...new Set(names)]).toEqual(
    ['sun', 'cloudy', 'rainbow', 'mountains', 'sea', 'boat', 'birds'].filter(name => names.includes(name)),
  )
  const at = (y: number) => depthOf({ words: ['house', 'red'], x: 0.5, y, size: 0.2 })
  expect(at(0.9)).toBeGreaterThan(at(0.8))
})
