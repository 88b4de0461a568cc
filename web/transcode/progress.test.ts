import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

/** Runs a source and its work frame by frame. @param ms how long */
function run(
  ms: number,
  { every, share, pause = Number.POSITIVE_INFINITY }: { every: number; share: number; pause?: number },
) {
  const progress = createProgress(25)
  let done = 0
  for (let now = 0; now < ms; now += every) {
    if (now < pause) progress.came(now)
    done += now < pause ? share : 0
    if (done >= 1) {
      done -= 1
      progress.done(now)
    }
  }
  return progress.realtime(ms)
}

test('keeps up', () => {
  expect(run(4000, { every: 40, share: 1 })).toBeCloseTo(1, 1)
})

test('does half', () => {
  expect(run(4000, { every: 40, share: 0.5 })).toBeCloseTo(0.5, 1)
})

test('a source that paused or has not begun is not slowness', () => {
  expect(run(4000, { every: 40, share: 1, pause: 3000 })).toBeCloseTo(1, 1)
  expect(createProgress(25).realtime(1000)).toBe(1)
})

test('a backlog that comes at once is not due at once', () => {
  const progress = createProgress(25)
  for (let frame = 0; frame < 250; frame += 1) progress.came(0)
  for (let frame = 0; frame < 75; frame += 1) progress.done(frame * 20)
  expect(progress.realtime(1500)).toBeGreaterThan(1.5)
})
