import { expect, test } from 'vitest'
import { createSilence } from './silence.ts'

const STEP = 10

/** Ticks up to `until` and says when the silence was too long first. */
function tickUntil(silence: ReturnType<typeof createSilence>, from: number, until: number, owes = true) {
  for (let now = from; now <= until; now += STEP) if (silence.tick(now, owes)) return now - from
  return undefined
}

test('who comes every 40 ms is missed after a fifth of a second', () => {
  const silence = createSilence()
  for (let now = 0; now <= 1000; now += 40) {
    silence.tick(now, true)
    silence.heard(now)
  }
  expect(tickUntil(silence, 1000, 3000)).toBe(210)
  expect(silence.length()).toBe(210)
})

test('who is silent for long now and then is given half as much again, but never more than 750 ms', () => {
  const silence = createSilence()
  const pauseFor = (now: number, length: number) => {
    for (let at = now; at <= now + length; at += STEP) silence.tick(at, true)
    silence.heard(now + length)
    return now + length
  }
  let now = pauseFor(0, 200)
  expect(tickUntil(silence, now, now + 2000)).toBe(310)
  now = pauseFor(now + 310, 400)
  expect(tickUntil(silence, now, now + 2000)).toBe(760)
})

test('a long silence is forgotten after a while', () => {
  const silence = createSilence()
  tickUntil(silence, 0, 200)
  silence.heard(200)
  for (let now = 200; now <= 11_000; now += 40) {
    silence.tick(now, true)
    silence.heard(now)
  }
  expect(tickUntil(silence, 11_000, 13_000)).toBe(210)
})

test('who owes nothing may be silent, and a clock that stood still has heard nothing either', () => {
  const silence = createSilence()
  expect(tickUntil(silence, 0, 5000, false)).toBeUndefined()
  expect(silence.tick(60_000, true)).toBe(false)
  expect(silence.length()).toBe(100)
})
