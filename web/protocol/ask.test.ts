import { expect, test } from 'vitest'
import { accountOfAnswer, askPixels } from './ask.ts'
import { CLIP_FRAMES, IMAGINE_SIDE } from './imagine.ts'
import { LOOK_SIDE, OBJECTS } from './objects.ts'

const price = { wei: 60n, pixels: 1n }
const extra = { wei: 120n, pixels: 1n }
const size = { width: 10, height: 5 }

test('an effect counts for its pixels and the work on them, a look for its own', () => {
  const effect = { ...size, task: { id: 'style-oil', strength: 1 } }
  expect(askPixels(effect, price, extra)).toBe(150)
  expect(askPixels(effect, price, undefined)).toBe(50)
  const look = { ...size, task: { id: OBJECTS.id, strength: 1 } }
  expect(askPixels(look, price, extra)).toBe(2 * LOOK_SIDE ** 2)
  expect(askPixels(look, price, undefined)).toBe(0)
})

test('enlarging counts for the pixels that come of it', () => {
  const asked = { ...size, task: { id: 'enlarge', strength: 1 } }
  expect(askPixels(asked, price, extra)).toBe(4 * 150)
})

test('a clip counts for the pixels of all its frames', () => {
  const painted = (id: string) =>
    askPixels({ task: { id, strength: 1 }, width: IMAGINE_SIDE, height: IMAGINE_SIDE }, price, extra)
  expect(painted('imagine')).toBe(3 * IMAGINE_SIDE ** 2)
  expect(painted('imagine-clip')).toBe(3 * CLIP_FRAMES * IMAGINE_SIDE ** 2)
})

test('who works for nothing is owed nothing', () => {
  const effect = { ...size, task: { id: 'style-oil', strength: 1 } }
  expect(askPixels(effect, undefined, extra)).toBe(0)
  expect(askPixels(effect, { wei: 0n, pixels: 1n }, extra)).toBe(0)
})

test('an account changes with the picture, the answer and the task', async () => {
  const task = { id: 'style-oil', strength: 1 }
  const [picture, answer] = [Uint8Array.of(1, 2), Uint8Array.of(3, 4, 5)]
  const account = await accountOfAnswer(task, picture, answer, 50)
  expect(account).toMatchObject({ bytes: 3, frames: 1, pixels: 50, effect: task })
  const others = await Promise.all([
    accountOfAnswer(task, answer, answer, 50),
    accountOfAnswer(task, picture, picture, 50),
    accountOfAnswer({ ...task, strength: 0.5 }, picture, answer, 50),
  ])
  for (const other of others) expect(other).not.toEqual(account)
})
