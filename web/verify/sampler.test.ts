import { expect, test } from 'vitest'
import type { Receipt, Rendition } from '../protocol/schema.ts'
import { createSampler, type Drawn } from './sampler.ts'

const FRAMES = 4
const renditions = [1, 2].map(track => ({ track }) as Rendition)

/** Frames of a segment that come, before which some are lost, and that are keys. */
type Came = { only?: number[]; lost?: number[]; keys?: number[] }

const seen = ({ frames }: Drawn) => frames.map(({ timestamp }) => (timestamp / 250_000) % FRAMES)

/** @param draws what chance gives, one after the other; then never */
function open(draws: number[], behind = 1) {
  const drawn: Drawn[] = []
  const sampler = createSampler({
    renditions,
    behind: () => behind,
    random: () => draws.shift() ?? 0.999,
    ondrawn: each => drawn.push(each),
  })
  /** Frame after frame of both renditions. */
  const come = (segment: number, { lost = [], keys = [0], only = [0, 1, 2, 3] }: Came = {}) => {
    for (const frame of only) {
      for (const { track } of renditions) {
        const timestamp = (segment * FRAMES + frame) * 250_000
        const chunk = { track, key: keys.includes(frame), segment, timestamp, duration: 0 }
        sampler.came({ ...chunk, data: new Uint8Array() }, lost.includes(frame))
      }
    }
  }
  const sign = (segment: number, track: number) => {
    sampler.signed({ segment, track, frames: FRAMES } as Receipt)
  }
  return { drawn, sampler, come, sign }
}

test('the first segment of a job is always drawn, in one of its renditions', () => {
  const { drawn, come, sign } = open([0.7])
  come(3)
  sign(3, 1)
  expect(drawn).toEqual([])
  sign(3, 2)
  expect(drawn).toMatchObject([{ segment: 3, rendition: { track: 2 }, receipt: { segment: 3, track: 2 } }])
  expect(drawn[0]?.frames.map(({ track }) => track)).toEqual([2, 2, 2, 2])
})

test('later ones by chance, and more rarely the further they are behind their key', () => {
  const near = open([0, 0, 0.9, 0.1, 0.09, 0.1, 0.11])
  for (let segment = 0; segment < 3; segment += 1) near.come(segment)
  for (let segment = 0; segment < 3; segment += 1) near.sign(segment, 1)
  expect(near.drawn.map(({ segment }) => segment)).toEqual([0, 1])

  const far = open([0, 0, 0.9, 0.1, 0.09, 0.1, 0.04], 180)
  for (let segment = 0; segment < 3; segment += 1) far.come(segment)
  for (let segment = 0; segment < 3; segment += 1) far.sign(segment, 1)
  expect(far.drawn.map(({ segment }) => segment)).toEqual([0, 2])
})

test('after a loss it goes on at the next key, as a viewer does', () => {
  const { drawn, come, sign } = open([0])
  come(0, { lost: [1, 3], keys: [0, 2, 3] })
  sign(0, 1)
  expect(drawn.map(seen)).toEqual([[0, 2, 3]])
})

test('a receipt that overtakes its frames ends nothing', () => {
  const { drawn, come, sign } = open([0])
  come(0, { only: [0] })
  sign(0, 1)
  expect(drawn).toEqual([])
  come(0, { only: [1, 2] })
  come(1)
  expect(drawn.map(seen)).toEqual([[0, 1, 2]])
})

test('where little was seen, another one is drawn soon', () => {
  const soon = [0, 0, 0.9, 0, 0.4, 0, 0.4]
  const { drawn, come, sign } = open([...soon])
  come(0, { lost: [1] })
  sign(0, 1)
  come(1)
  sign(1, 1)
  come(2)
  sign(2, 1)
  expect(drawn.map(({ segment }) => segment)).toEqual([0, 1])

  const none = open([...soon])
  none.come(0, { keys: [] })
  none.sign(0, 1)
  none.come(1)
  none.sign(1, 1)
  expect(none.drawn.map(({ segment }) => segment)).toEqual([1])
})

test('a second look is some segments later, at one that is not to be foreseen, and certain however far it is behind its key', () => {
  const again = (draw: number) => {
    // The first segment and when the next would be, when it is to be instead, and then what each segment draws.
    const { drawn, sampler, come, sign } = open(
      [0, 0, 0.9, draw, ...Array.from({ length: 20 }, () => 0.5)],
      180,
    )
    come(0)
    sign(0, 1)
    sampler.again()
    for (let segment = 1; segment < 15; segment += 1) come(segment)
    for (let segment = 1; segment < 15; segment += 1) for (const track of [1, 2]) sign(segment, track)
    return drawn.map(({ segment }) => segment)
  }
  expect(again(0)).toEqual([0, 3, 9])
  expect(again(0.5)).toEqual([0, 6, 12])
  expect(again(0.999)).toEqual([0, 8, 14])
})

test('a job begins with four looks that are certain, three to eight segments apart', () => {
  const { drawn, come, sign } = open(Array.from({ length: 100 }, () => 0.5))
  for (let segment = 0; segment < 40; segment += 1) come(segment)
  for (let segment = 0; segment < 40; segment += 1) for (const track of [1, 2]) sign(segment, track)
  expect(drawn.map(({ segment }) => segment)).toEqual([0, 6, 12, 18])
})

test('what changes meanwhile is looked at at once, and the second look is still to come', () => {
  const { drawn, sampler, come, sign } = open([0, 0, 0.9, 0.5, ...Array.from({ length: 20 }, () => 0.5)])
  come(0)
  sign(0, 1)
  sampler.again()
  come(1)
  sampler.soon()
  for (let segment = 2; segment < 9; segment += 1) come(segment)
  for (let segment = 1; segment < 9; segment += 1) sign(segment, 2)
  expect(drawn.map(({ segment }) => segment)).toEqual([0, 2, 6])
})

test('who signs nothing is looked at all the same', () => {
  const { drawn, come, sampler } = open([0])
  come(0)
  expect(sampler.oldest()).toBe(0)
  for (let segment = 1; segment <= 8; segment += 1) come(segment)
  expect(drawn).toMatchObject([{ segment: 0, receipt: undefined }])
  // Of the next one, which is open.
  expect(sampler.oldest()).toBe(8_000_000)
})
