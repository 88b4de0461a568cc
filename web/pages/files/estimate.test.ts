import { expect, test } from 'vitest'
import type { HeardOffer } from '../../network/types.ts'
import { FREE_MARKET, REFERENCE_PIXEL_RATE } from '../../protocol/select.ts'
import { estimate } from './estimate.ts'

const heard = (realtime: number, change: Partial<HeardOffer['offer']> = {}): HeardOffer => ({
  peer: 'peer',
  heardAt: 0,
  offer: {
    ...{ version: 1, codecs: [{ codec: 'h264', hardware: false, realtime }], sequence: 1, addresses: [] },
    ...{ maxJobs: 2, runningJobs: 0, paused: false },
    ...change,
  },
})
const work = { codec: 'h264', pixelRate: REFERENCE_PIXEL_RATE } as const

test('all that can work together, and what they are at already', () => {
  expect(estimate([], FREE_MARKET, work, 60)).toEqual({ orchestrators: 0, ms: undefined })
  expect(estimate([heard(2)], FREE_MARKET, work, 60)).toEqual({ orchestrators: 1, ms: 30_000 })
  expect(estimate([heard(2), heard(4, { runningJobs: 1 })], FREE_MARKET, work, 60).ms).toBe(15_000)
  expect(estimate([heard(2, { paused: true })], FREE_MARKET, work, 60).orchestrators).toBe(0)
  expect(estimate([heard(2)], FREE_MARKET, { ...work, codec: 'av1' }, 60).orchestrators).toBe(0)
})
