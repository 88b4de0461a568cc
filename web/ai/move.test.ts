import { expect, test } from 'vitest'
import { CLIP_FRAMERATE, CLIP_FRAMES } from '../protocol/imagine.ts'
import { readWords } from '../protocol/imaginewords.ts'
import { compose } from './compose.ts'
import { motionOf } from './move.ts'

const LENGTH = CLIP_FRAMES / CLIP_FRAMERATE
const SEEDS = Array.from({ length: 12 }, (_, seed) => seed)
const TEXTS = [
  'a red boat on the sea at sunset',
  'three balloons and birds over a desert, cloudy',
  'two houses by a lake, mountains',
  'many sheep on a meadow at night, moon',
  'a city, foggy dawn',
]

function clip(text: string, seed: number) {
  const layout = compose(readWords(text).slots, seed)
  const at = motionOf(layout, seed, LENGTH)
  return { layout, at, frames: Array.from({ length: CLIP_FRAMES }, (_, frame) => at(frame / CLIP_FRAMERATE)) }
}
/** How far something goes, to the right and down, and by how much it grows. */
function way(text: string, name: string, seed: number) {
  const { layout, at } = clip(text, seed)
  const index = layout.placed.findIndex(({ words }) => words.includes(name))
  const [from, to] = [at(0).placed[index], at(LENGTH).placed[index]]
  if (from === undefined || to === undefined) throw new Error(`no ${name}`)
  return { x: to.x - from.x, y: to.y - from.y, size: to.size / from.size }
}

test('the same words and seed move alike, in the order that they had; another seed moves otherwise', () => {
  const [text = ''] = TEXTS
  expect(clip(text, 3).frames).toEqual(clip(text, 3).frames)
  expect(clip(text, 3).frames).not.toEqual(clip(text, 4).frames)
  for (const seed of SEEDS) {
    const { layout, frames } = clip(text, seed)
    for (const { placed } of frames)
      expect(placed.map(({ words }) => words)).toEqual(layout.placed.map(({ words }) => words))
  }
})

test('from frame to frame nothing jumps, and something changes', () => {
  for (const text of TEXTS)
    for (const seed of SEEDS) {
      const { frames } = clip(text, seed)
      for (const [index, { placed, light }] of frames.slice(1).entries()) {
        const before = frames[index]
        for (const [at, { x, y, size }] of placed.entries()) {
          const thing = before?.placed[at] ?? { x: Number.NaN, y: 0, size: 0 }
          expect(Math.abs(x - thing.x)).toBeLessThan(0.01)
          expect(Math.abs(y - thing.y)).toBeLessThan(0.006)
          expect(Math.abs(size - thing.size)).toBeLessThan(0.003)
        }
        expect({ placed, light }).not.toEqual(before)
      }
    }
})

test('a boat goes across and a house does not; a balloon rises, the sun sinks at sunset and rises at dawn', () => {
  for (const seed of SEEDS) {
    expect(Math.abs(way('a boat and a lighthouse on the sea', 'boat', seed).x)).toBeGreaterThan(0.1)
    expect(way('a boat and a lighthouse on the sea', 'lighthouse', seed)).toEqual({ x: 0, y: 0, size: 1 })
    expect(way('a balloon', 'balloon', seed).y).toBeLessThan(-0.03)
    expect(way('the sun at sunset', 'sun', seed).y).toBeGreaterThan(0.03)
    expect(way('the sun at dawn', 'sun', seed).y).toBeLessThan(-0.03)
    expect(Math.abs(way('a cloudy meadow', 'cloudy', seed).x)).toBeGreaterThan(0.03)
  }
})

test('where nothing goes anywhere a camera does, and what is near moves more than what is far', () => {
  for (const seed of SEEDS) {
    const [house, far] = ['house', 'mountains'].map(name => way('a house, mountains, meadow', name, seed))
    const moved = ({ x, size }: { x: number; size: number }) => Math.abs(x) + Math.abs(size - 1)
    if (house === undefined || far === undefined) throw new Error('nothing is there')
    expect(moved(house)).toBeGreaterThan(0.03)
    expect(house.size === 1 ? Math.abs(house.x) : house.size).toBeGreaterThan(
      house.size === 1 ? Math.abs(far.x) : far.size,
    )
    expect(way('a house, mountains, meadow', 'meadow', seed)).toEqual({ x: 0, y: 0, size: 1 })
  }
})

test('the light goes on to that of later', () => {
  const { at } = clip('a lake at sunset', 1)
  expect(at(0).light).toEqual({ sunset: 1, night: 0 })
  const { sunset = 0, night = 0 } = at(LENGTH).light
  expect(sunset + night).toBeCloseTo(1)
  expect(night).toBeGreaterThan(0.1)
})
