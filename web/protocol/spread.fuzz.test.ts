import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ladderFor, pixelRate, RUNGS } from './ladder.ts'
import type { Offer, Rendition } from './schema.ts'
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
      const parts = spread(
        ladder,
        FRAMERATE,
        offers.map(offer => ({ offer })),
      )
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

test('of those that were too slow, each gets what it kept up with; all that is above is one part', () => {
  fc.assert(
    fc.property(ladders, fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1 }), (rungs, shares) => {
      const source = { width: 1920, height: 1080, framerate: FRAMERATE }
      const ladder = ladderFor(source, { rungs, codec: 'h264', segmentMs: 1000, maxFramerate: 0 })
      const rateOf = (part: Rendition[]) => pixelRate(part, FRAMERATE)
      // The smallest is always tried.
      const rooms = shares.map(share => Math.max((share / 1000) * rateOf(ladder), rateOf(ladder.slice(0, 1))))
      const able = rooms.map(pace => ({ offer: offer(9), pace }))
      const parts = spread(ladder, FRAMERATE, able)
      expect(parts.flat().toSorted((one, other) => one.track - other.track)).toEqual(ladder)
      if (isServed(parts.map(rateOf), rooms)) return
      const above = parts.filter(part => part.includes(ladder.at(-1) as Rendition))
      const kept = parts.filter(part => !above.includes(part))
      expect(isServed(kept.map(rateOf), rooms)).toBe(true)
      expect(above.flat()).toEqual(ladder.slice(-above.flat().length))
      // One rung more, and they are not enough.
      const more = ladder.slice(0, kept.flat().length + 1).map(rung => rateOf([rung]))
      const possible = divisions(more).map(sums => sums.toSorted((one, other) => other - one))
      expect(possible.some(sums => isServed(sums, rooms))).toBe(false)
    }),
    { numRuns: 1000 },
  )
})
