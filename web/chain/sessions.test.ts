import { expect, test } from 'vitest'
import { expiryAfter } from './sessions.ts'
import type { Protocol } from './types.ts'

const DAY_MS = 24 * 3_600_000
/** Rounds of a day. */
const protocol = { round: 100, blocksLeft: 0, roundLength: 7200, blockSeconds: 12 } as Protocol

test('a session goes on for so long', () => {
  expect(expiryAfter(protocol, 7 * DAY_MS, undefined)).toBe(107)
})

test('who adds to a session does not cut it short', () => {
  expect(expiryAfter(protocol, 7 * DAY_MS, { expiry: 130 })).toBe(130)
  expect(expiryAfter(protocol, 7 * DAY_MS, { expiry: 101 })).toBe(107)
  expect(expiryAfter(protocol, 7 * DAY_MS, { expiry: 90 })).toBe(107)
})
