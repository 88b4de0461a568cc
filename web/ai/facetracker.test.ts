import { expect, test } from 'vitest'
import { startTracker } from './facetracker.ts'
import type { Session, Tensor } from './session.ts'

const PIXELS = { data: new Uint8Array(256 * 256 * 4), width: 256, height: 256 }

function session(run: () => Record<string, Tensor>): Session & { runs: number } {
  const made = {
    provider: 'wasm' as const,
    runs: 0,
    async run() {
      made.runs += 1
      return run()
    },
    close: async () => {},
  }
  return made
}

/** Finds one face in the middle, or none; the other one is sure of it, or not. */
function nets() {
  const state = { there: true, sure: 1 }
  const finder = session(() => {
    const scores = new Float32Array(384).fill(-9)
    const boxes = new Float32Array(384 * 16)
    if (state.there) scores[216] = 5
    boxes.set([0, 0, 100, 100], 216 * 16)
    return {
      Identity: { data: new Float32Array(512).fill(-9), shape: [1, 512, 1] },
      Identity_1: { data: scores, shape: [1, 384, 1] },
      Identity_2: { data: new Float32Array(512 * 16), shape: [1, 512, 16] },
      Identity_3: { data: boxes, shape: [1, 384, 16] },
    }
  })
  const follower = session(() => ({
    Identity_1: { data: Float32Array.of(state.sure), shape: [1, 1] },
    Identity_2: { data: new Float32Array(1404).fill(96), shape: [1, 1404] },
  }))
  return { state, finder, follower }
}

test('a face is found once and then followed', async () => {
  const { finder, follower } = nets()
  const track = startTracker(finder, follower)
  for (let index = 0; index < 3; index += 1) expect(await track(PIXELS)).toHaveLength(1404)
  expect([finder.runs, follower.runs]).toEqual([1, 3])
})

test('one that is lost is looked for anew, and there may be none', async () => {
  const { state, finder, follower } = nets()
  const track = startTracker(finder, follower)
  await track(PIXELS)
  state.sure = 0.2
  expect(await track(PIXELS)).toBeUndefined()
  expect([finder.runs, follower.runs]).toEqual([2, 3])
  state.there = false
  expect(await track(PIXELS)).toBeUndefined()
  expect([finder.runs, follower.runs]).toEqual([3, 3])
  Object.assign(state, { there: true, sure: 1 })
  expect(await track(PIXELS)).toBeDefined()
})

test('what is no number is no face', async () => {
  const { state, finder, follower } = nets()
  state.sure = Number.NaN
  expect(await startTracker(finder, follower)(PIXELS)).toBeUndefined()
})
