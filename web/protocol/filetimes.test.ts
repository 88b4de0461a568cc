import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileSegment } from './file.ts'
import { wantedTimes } from './filetimes.ts'

const segment = (times: number[], start: number, end: number, before?: number): FileSegment => ({
  index: 0,
  start,
  end,
  ...(before === undefined ? {} : { before }),
  packets: times.map(timestamp => ({ timestamp, duration: 0, key: false, data: new Uint8Array() })),
})
const steady = (framerate: number, frames: number) =>
  Array.from({ length: frames }, (_, index) => Math.round((index * 1e6) / framerate))

test('frames before the start and from the end on are only there to decode the others', () => {
  expect(wantedTimes(segment([0, 3, 1, 2, 5, 4], 1, 5), 0)).toEqual([1, 2, 3, 4])
})

test('two frames at one time, or none, are no segment', () => {
  expect(() => wantedTimes(segment([0, 1, 1], 0, 5), 0)).toThrow('same time')
  expect(() => wantedTimes(segment([7], 0, 5), 0)).toThrow('no frames')
})

test.each([
  [24, 12, 2],
  [30, 10, 3],
  [60, 30, 2],
])('%i frames a second thinned out to %i are every %ith', (from, to, every) => {
  const times = steady(from, 600)
  const kept = wantedTimes(segment(times, 0, 1e9), to)
  expect(kept).toEqual(times.filter((_, index) => index % every === 0))
})

test('where segments begin changes nothing', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 2, maxLength: 80 })
  fc.assert(
    fc.property(gaps, fc.nat(), fc.integer({ min: 1, max: 60 }), (steps, at, framerate) => {
      const times = steps.map((_, index) =>
        steps.slice(0, index + 1).reduce((sum, step) => sum + step, -500_000),
      )
      const cut = 1 + (at % (times.length - 1))
      const end = (times.at(-1) as number) + 1
      const [start, border, before] = [times[0], times[cut], times[cut - 1]] as [number, number, number]
      const halves = [
        ...wantedTimes(segment(times, start, border), framerate),
        ...wantedTimes(segment(times, border, end, before), framerate),
      ]
      expect(halves).toEqual(wantedTimes(segment(times, start, end), framerate))
    }),
  )
})
