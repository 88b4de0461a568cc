import { expect, test } from 'vitest'
import type { HeardOffer } from '../../network/types.ts'
import type { LadderChoice } from '../../protocol/ladder.ts'
import type { Offer } from '../../protocol/schema.ts'
import { FREE_MARKET, type Market } from '../../protocol/select.ts'
import { costOf, workOf } from './cost.ts'

const LADDER: LadderChoice = { rungs: ['480p', '720p'], codec: 'h264', segmentMs: 1000, maxFramerate: 0 }
const HD = { width: 1280, height: 720 }
/** Output pixels of an hour: 854 x 480 and 1280 x 720, 30 frames a second. */
const PIXELS = BigInt((854 * 480 + 1280 * 720) * 30 * 3600)

const account = (byte: number) => new Uint8Array(20).fill(byte)
const heard = (byte: number, wei: bigint | undefined, change: Partial<Offer> = {}): HeardOffer => ({
  peer: `peer${byte}`,
  heardAt: 0,
  offer: {
    version: 1,
    codecs: [{ codec: 'h264', hardware: false, realtime: 2 }],
    maxJobs: 1,
    runningJobs: 0,
    paused: false,
    sequence: 1,
    addresses: [],
    ...(wei !== undefined && { price: { wei, pixels: 2n }, account: account(byte) }),
    ...change,
  },
})
const market: Market = {
  ...FREE_MARKET,
  registry: new Map(
    [1, 2, 3].map(byte => [
      `0x${`0${byte}`.repeat(20)}`,
      { peer: `peer${byte}`, stake: 1n, active: byte !== 3 },
    ]),
  ),
}

test('the cheapest and the median, of those that can be paid', () => {
  const offers = [heard(1, 20n), heard(2, 40n), heard(3, 2n), heard(4, 2n), heard(5, undefined)]
  expect(costOf(offers, market, workOf(LADDER, HD))).toEqual({
    cheapest: 10n * PIXELS,
    median: 20n * PIXELS,
    paid: 2,
    free: 1,
  })
  expect(costOf([heard(2, 40n)], market, workOf(LADDER, HD))).toMatchObject({
    median: 20n * PIXELS,
    paid: 1,
    free: 0,
  })
})

test('a busy one counts, one that lacks the codec does not, and a price of nothing is none', () => {
  expect(costOf([heard(1, 20n, { runningJobs: 1 })], market, workOf(LADDER, HD)).paid).toBe(1)
  expect(costOf([heard(1, 20n)], market, workOf({ ...LADDER, codec: 'av1' }, HD)).paid).toBe(0)
  expect(costOf([heard(1, 0n)], market, workOf(LADDER, HD))).toMatchObject({ paid: 0, free: 1 })
  expect(costOf([], market, workOf(LADDER, HD))).toEqual({ cheapest: 0n, median: 0n, paid: 0, free: 0 })
})

test('it follows the ladder and the source', () => {
  const cost = (ladder: LadderChoice, size: typeof HD | undefined) =>
    costOf([heard(1, 2n)], market, workOf(ladder, size)).median
  expect(cost(LADDER, undefined)).toBe(PIXELS)
  expect(cost({ ...LADDER, rungs: ['720p'] }, HD)).toBe(BigInt(1280 * 720 * 30 * 3600))
  expect(cost(LADDER, { width: 854, height: 480 })).toBe(BigInt(854 * 480 * 30 * 3600))
})
