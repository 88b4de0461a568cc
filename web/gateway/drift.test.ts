import { expect, test } from 'vitest'
import { HEARTBEAT_MS } from '../protocol/limits.ts'
import { createDrift } from './drift.ts'

/** @param lag behind live, ms, after so many ms @param delivers whether a frame came since the look before */
function driftsAt(lag: (at: number) => number, ms: number, delivers = (_at: number) => true) {
  const drift = createDrift()
  let frames = 0
  for (let at = 0; at <= ms; at += HEARTBEAT_MS) {
    if (delivers(at)) frames += 1
    if (drift({ lag: lag(at), frames })) return at
  }
  return undefined
}

test('at 0.8 times real time it is seen within five seconds, whatever jitter there is', () => {
  expect(driftsAt(at => 80 + 0.2 * at, 20_000)).toBe(4750)
  expect(driftsAt(at => 80 + 0.2 * at + 150 * ((at / HEARTBEAT_MS) % 3), 20_000)).toBeLessThanOrEqual(5000)
  expect(driftsAt(at => 80 + 0.5 * at, 20_000)).toBe(4750)
})

test('who stood still and makes up for it, is behind by as much all the time, or a little late does not drift', () => {
  const stood = (until: number) => (at: number) => (at < until ? at : Math.max(100, until - (at - until)))
  for (const until of [1000, 2000, 5000])
    expect(driftsAt(stood(until), 30_000, at => at >= until)).toBeUndefined()
  expect(driftsAt(at => Math.min(0.6 * at, 1800), 60_000)).toBeUndefined()
  expect(driftsAt(at => 0.04 * at, 60_000)).toBeUndefined()
  expect(driftsAt(at => 900 * (0.5 + 0.5 * Math.sin(at / 1500)), 60_000)).toBeUndefined()
  expect(driftsAt(at => 2500 - 0.1 * at, 20_000)).toBeUndefined()
})

test('a silence, and leaps of what comes in bursts, are none', () => {
  expect(
    driftsAt(
      at => at,
      20_000,
      () => false,
    ),
  ).toBeUndefined()
  expect(driftsAt(at => at % 2000, 60_000)).toBeUndefined()
})
