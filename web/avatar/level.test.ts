import { expect, test } from 'vitest'
import { createLevel } from './level.ts'
import { restAt } from './motion.ts'

const held = (yaw: number, pitch: number) => ({ ...restAt(0), yaw, pitch, roll: 0.2 })

test('a camera below a face is no nod, and a turn is a turn', () => {
  const level = createLevel()
  expect(level(held(0.1, 0.3))).toMatchObject({ yaw: 0, pitch: 0, roll: 0.2 })
  expect(level(held(0.5, 0.3)).yaw).toBeCloseTo(0.4)
  for (let picture = 0; picture < 2000; picture += 1) level(held(-0.2, 0))
  const { yaw, pitch } = level(held(-0.2, 0))
  expect(yaw).toBeCloseTo(0, 2)
  expect(pitch).toBeCloseTo(0, 2)
})
