import { expect, test } from 'vitest'
import type { Receipt, Rendition } from '../protocol/schema.ts'
import { createSampler, type Drawn } from './sampler.ts'

const FRAMES = 4
const renditions = [1, 2].map(track => ({ track }) as Rendition)

/** @param draws what chance gives, one after the other; then never */
function open(draws: number[], behind = 1) {
  const drawn: Drawn[] = []
  const sampler = createSampler({
    renditions,
    behind: () => behind,
    random: () => draws.shift() ?? 0.999,
    ondrawn: each => drawn.push(each),
  })
  const come = (segment: number, lost = (_: number) => false) => {
    for (let frame = 0; frame < FRAMES; frame += 1) {
      for (const { track } of renditions) {
        const timestamp = (segment * FRAMES + frame) * 250_000
        sampler.came(
          { track, key: frame === 0, segment, timestamp, duration: 0, data: new Uint8Array() },
          lost(frame),
        )
      }
    }
  }
  const sign = (segment: number, track: number) => sampler.signed({ segment, track } as Receipt)
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
  const near = open([0, 0, 0.1, 0.09, 0.1, 0.11])
  for (let segment = 0; segment < 3; segment += 1) near.come(segment)
  for (let segment = 0; segment < 3; segment += 1) near.sign(segment, 1)
  expect(near.drawn.map(({ segment }) => segment)).toEqual([0, 1])

  const far = open([0, 0, 0.1, 0.09, 0.1, 0.04], 180)
  for (let segment = 0; segment < 3; segment += 1) far.come(segment)
  for (let segment = 0; segment < 3; segment += 1) far.sign(segment, 1)
  expect(far.drawn.map(({ segment }) => segment)).toEqual([0, 2])
})

test('after a loss nothing more of the segment is kept', () => {
  const { drawn, come, sign } = open([0])
  come(0, frame => frame === 2)
  sign(0, 1)
  expect(drawn[0]?.frames).toHaveLength(2)
})

test('who signs nothing is looked at all the same', () => {
  const { drawn, come, sampler } = open([0])
  come(0)
  expect(sampler.oldest()).toBe(0)
  for (const segment of [1, 2, 3]) come(segment)
  expect(drawn).toMatchObject([{ segment: 0, receipt: undefined }])
  expect(sampler.oldest()).toBeUndefined()
})
