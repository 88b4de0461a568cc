import { expect, test } from 'vitest'
import { createMotion, restAt } from './motion.ts'

const FRAME = 40_000
const seen = { ...restAt(0), x: 0.3, yaw: 0.5, open: 1, blink: { left: 1, right: 0 } }

test('a face that is seen is reached within a few pictures', () => {
  const move = createMotion()
  expect(move(seen, 0)).toEqual(seen)
  const turned = { ...seen, yaw: -0.5, open: 0, gaze: { yaw: 0.4, pitch: -0.2 } }
  const poses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(frame => move(turned, frame * FRAME))
  expect(poses.at(-1)?.yaw).toBeCloseTo(-0.5, 1)
  expect(poses.at(-1)?.open).toBeCloseTo(0, 2)
  expect(poses.at(-1)?.gaze).toEqual({ yaw: expect.closeTo(0.4, 2), pitch: expect.closeTo(-0.2, 2) })
})

test('without one it comes to rest without a jump, and blinks now and then', () => {
  const move = createMotion()
  let before = move(seen, 0)
  let most = 0
  for (let frame = 1; frame <= 150; frame += 1) {
    const pose = move(undefined, frame * FRAME)
    expect(Math.abs(pose.yaw - before.yaw)).toBeLessThan(0.1)
    expect(Math.abs(pose.x - before.x)).toBeLessThan(0.1)
    if (frame > 60) most = Math.max(most, pose.blink.right)
    before = pose
  }
  expect(before.open).toBeCloseTo(0, 3)
  expect(most).toBeGreaterThan(0.3)
})

test('the same is seen at the same times, the same is done', () => {
  const run = () => {
    const move = createMotion()
    return [undefined, seen, seen, undefined].map((pose, frame) => move(pose, frame * FRAME))
  }
  expect(run()).toEqual(run())
})
