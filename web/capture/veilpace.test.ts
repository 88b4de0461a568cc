import { expect, test } from 'vitest'
import { createPace, SIZES } from './veilpace.ts'

const run = (pace: ReturnType<typeof createPace>, frames: number, ms: number) => {
  for (let frame = 0; frame < frames; frame += 1) pace.took(ms, 30)
}

test('a computer that has the time makes large pictures, and the first ones do not count', () => {
  const pace = createPace()
  run(pace, 5, 900)
  run(pace, 100, 30)
  expect(pace.pixels()).toBe(SIZES[0])
  expect(pace.few(30)).toBeUndefined()
})

test('where it has not, they are made smaller, and only then it is told how few there are', () => {
  const pace = createPace()
  run(pace, 20, 100)
  expect(pace.pixels()).toBe(SIZES[1])
  expect(pace.few(30)).toBeUndefined()
  run(pace, 20, 60)
  expect(pace.pixels()).toBe(SIZES[2])
  run(pace, 20, 50)
  expect(pace.few(30)).toBeCloseTo(20)
  expect(pace.few(20)).toBeUndefined()
  run(pace, 15, 10)
  expect(pace.few(30)).toBeUndefined()
})
