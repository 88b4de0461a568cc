import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { beforeAll, expect, test } from 'vitest'
import { toI420 } from '../web/ai/frame.ts'
import { type Imagine, startImagine } from '../web/ai/imagine.ts'
import { findModel } from '../web/ai/load.ts'
import { openNet } from '../web/ai/nets.ts'
import { compareFrames } from '../web/ask/imagined.ts'
import { CLIP_FRAMES, IMAGINE_SIDE } from '../web/protocol/imagine.ts'
import { readWords } from '../web/protocol/imaginewords.ts'
import { buildModel } from './build.ts'

let imagine: Imagine['imagine']
let film: Imagine['film']

beforeAll(async () => {
  web.env.wasm.numThreads = 1
  const open = async (id: string) => openNet(web, await buildModel(findModel(id)))
  ;({ imagine, film } = startImagine(await open('imagine'), await open('enlarge')))
})

const draw = async (text: string, seed: number) => [...(await imagine(readWords(text).slots, seed)).data]

/** Mean of red, green and blue in a part of a picture, by shares of its sides. */
function meanOf(data: number[], [left, top, right, bottom] = [0, 0, 1, 1]): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let y = Math.round(top * IMAGINE_SIDE); y < bottom * IMAGINE_SIDE; y += 1)
    for (let x = Math.round(left * IMAGINE_SIDE); x < right * IMAGINE_SIDE; x += 1) {
      count += 1
      for (const colour of [0, 1, 2])
        (sum[colour] as number) += data[(y * IMAGINE_SIDE + x) * 4 + colour] as number
    }
  return sum.map(value => value / count) as [number, number, number]
}

const LOW = [0, 0.7, 1, 1] as [number, number, number, number]

test('night is darker than day, the sea is blue and the desert is not, a meadow is green, snow is bright', async () => {
  const day = meanOf(await draw('a meadow by day', 1))
  const night = meanOf(await draw('a meadow at night', 1))
  expect(Math.max(...night)).toBeLessThan(Math.min(...day) - 20)
  const [red, , blue] = meanOf(await draw('the sea by day', 2), LOW)
  expect(blue).toBeGreaterThan(red + 40)
  const [sand, , dim] = meanOf(await draw('a desert by day', 2), LOW)
  expect(sand).toBeGreaterThan(dim + 40)
  const [around, grass, behind] = meanOf(await draw('a meadow by day, summer', 3), LOW)
  expect(grass).toBeGreaterThan(Math.max(around, behind) + 20)
  expect(Math.min(...meanOf(await draw('snow by day', 3), LOW))).toBeGreaterThan(170)
})

test('a thing has the colour that it is said to have', async () => {
  const reddest = async (text: string) => {
    const data = await draw(text, 4)
    return Array.from({ length: data.length / 4 }, (_, index) => {
      const [red = 0, green = 0, blue = 0] = data.slice(4 * index, 4 * index + 3)
      return red - Math.max(green, blue)
    }).filter(value => value > 60).length
  }
  expect(await reddest('a big red balloon over snow by day')).toBeGreaterThan(150)
  expect(await reddest('a big blue balloon over snow by day')).toBeLessThan(50)
})

test('a seed draws the same picture again, another one another', async () => {
  const [first, again, other] = [await draw('a boat', 5), await draw('a boat', 5), await draw('a boat', 6)]
  expect(again).toEqual(first)
  const apart =
    first.reduce((sum, value, index) => sum + Math.abs(value - (other[index] as number)), 0) / first.length
  expect(apart).toBeGreaterThan(4)
})

test('onnxruntime draws the same picture, but for rounding', async () => {
  const open = async (id: string) => openNet(native, await buildModel(findModel(id)))
  const { imagine: other } = startImagine(await open('imagine'), await open('enlarge'))
  const { slots } = readWords('two red boats on a lake at dawn, mountains')
  const [ours, theirs] = [await imagine(slots, 7), await other(slots, 7)]
  expect(
    Math.max(...ours.data.map((value, index) => Math.abs(value - (theirs.data[index] as number)))),
  ).toBeLessThanOrEqual(1)
})

/** Of the frames that may be drawn those that are most alike. */
const DRAWN = [CLIP_FRAMES / 8 - 1, CLIP_FRAMES - CLIP_FRAMES / 8, CLIP_FRAMES / 2]
const CLIPS = ['a red boat on the sea at sunset', 'a city at night', 'two houses by a lake', 'a foggy day']

test('a clip goes on from frame to frame without a jump', async () => {
  for (const text of CLIPS) {
    const paint = film(readWords(text).slots, 7)
    const frames = await Promise.all(Array.from({ length: 16 }, (_, frame) => paint(16 + frame)))
    const steps = frames.slice(1).map(({ data }, index) => {
      const before = frames[index]?.data ?? []
      return [...data].reduce((sum, value, at) => sum + Math.abs(value - (before[at] as number)), 0)
    })
    // No frame is another than those about it.
    for (const [at, step] of steps.slice(1, -1).entries())
      expect(step).toBeLessThan(1.5 * Math.max(steps[at] ?? 0, steps[at + 2] ?? 0))
  }
})

test('a still picture repeated, a clip of another seed and one played backwards are found out', async () => {
  for (const text of CLIPS) {
    const { slots } = readWords(text)
    const paint = async (seed: number, frame: number) => toI420(await film(slots, seed)(frame))
    const own = await Promise.all(DRAWN.map(frame => paint(7, frame)))
    expect(compareFrames(own, await Promise.all(DRAWN.map(frame => paint(7, frame))))).toBeUndefined()
    expect(compareFrames(own, await Promise.all(DRAWN.map(frame => paint(8, frame))))).toContain('seed')
    expect(compareFrames(own, own.toReversed())).toContain('seed')
    for (const frame of [0, CLIP_FRAMES / 2, CLIP_FRAMES - 1]) {
      const still = await paint(7, frame)
      expect(
        compareFrames(
          own,
          DRAWN.map(() => still),
        ),
      ).toContain('seed')
    }
  }
})
