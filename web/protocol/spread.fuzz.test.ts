import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ladderFor, pixelRate, RUNGS } from './ladder.ts'
import type { Offer } from './schema.ts'
import { paceOf } from './select.ts'
import { spread } from './spread.ts'

const offer = (realtime: number): Offer => ({
  ...{ version: 1, maxJobs: 1, runningJobs: 0, paused: false, sequence: 1, addresses: [] },
  codecs: [{ codec: 'h264', hardware: false, realtime }],
})
const ladders = fc.subarray(
  RUNGS.map(({ name }) => name),
  { minLength: 1 },
)
const paces = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 6 })
const FRAMERATE = 30

/** Whether each part, the largest first, can take any offer that keeps up with it and leaves one for those after it. */
function isServed(rates: number[], rooms: number[]): boolean {
  const enough = rates.map(rate => rooms.filter(room => room * (1 + 1e-9) >= rate).length)
  return enough.every((count, index) => count > index)
}

/** All ways to divide them. */
function divisions(all: number[]): number[][] {
  const [first, ...rest] = all
  if (first === undefined) return [[]]
  return divisions(rest).flatMap(sums => [
    [...sums, first],
    ...sums.map((sum, index) => sums.with(index, sum + first)),
  ])
}

test('every rung goes to one part, in the fewest parts for which there are orchestrators', () => {
  fc.assert(
    fc.property(ladders, paces, (rungs, realtimes) => {
      const source = { width: 1920, height: 1080, framerate: FRAMERATE }
      const ladder = ladderFor(source, { rungs, codec: 'h264', segmentMs: 1000, maxFramerate: 0 })
      const offers = realtimes.map(offer)
      const rooms = offers.map(each => paceOf(each, 'h264'))
      const parts = spread(ladder, FRAMERATE, offers)
      expect(parts.flat().toSorted((one, other) => one.track - other.track)).toEqual(ladder)
      expect(parts.every(part => part.length > 0)).toBe(true)
      const rates = parts.map(part => pixelRate(part, FRAMERATE))
      expect(rates).toEqual(rates.toSorted((one, other) => other - one))
      const possible = divisions(ladder.map(rung => pixelRate([rung], FRAMERATE)))
        .map(sums => sums.toSorted((one, other) => other - one))
        .filter(sums => isServed(sums, rooms))
      const fewest = Math.min(...possible.map(sums => sums.length))
      expect(parts.length).toBe(possible.length > 0 ? fewest : 1)
      if (possible.length > 0) expect(isServed(rates, rooms)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
