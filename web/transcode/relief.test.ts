import { expect, test } from 'vitest'
import { createRelief } from './relief.ts'

const BEAT_MS = 250
const FRAMERATE = 30

/** A machine that keeps up with so many rungs, beside others that come and go. @returns rungs kept at each beat */
function run(seconds: number, ability: (second: number) => number): number[] {
  const relief = createRelief(3)
  const kept: number[] = []
  let skipped = 0
  for (let now = 0; now < seconds * 1000; now += BEAT_MS) {
    const over = (kept.at(-1) ?? 3) > ability(now / 1000)
    const perBeat = (FRAMERATE * BEAT_MS) / 1000
    if (over) skipped += perBeat / 2
    kept.push(relief.look({ skipped, framerate: over ? FRAMERATE / 2 : FRAMERATE }, now))
  }
  return kept
}
const at = (kept: number[], second: number) => kept[(second * 1000) / BEAT_MS]

test('a machine that keeps up encodes every rung', () => {
  expect(new Set(run(60, () => 3))).toEqual(new Set([3]))
})

test('the top rung leaves within five seconds, the smallest never', () => {
  const kept = run(30, () => 0)
  expect(at(kept, 5)).toBe(2)
  expect(at(kept, 10)).toBe(1)
  expect(kept.at(-1)).toBe(1)
})

test('the backlog with which a job begins is no overload', () => {
  expect(new Set(run(20, second => (second < 1.5 ? 0 : 3)))).toEqual(new Set([3]))
})

test('a rung comes back when there is room again, and is tried ever less often where there is none', () => {
  const freed = run(60, second => (second < 10 ? 2 : 3))
  expect(at(freed, 9)).toBe(2)
  expect(at(freed, 30)).toBe(3)
  const full = run(600, () => 2)
  const returns = full.filter((kept, index) => kept === 3 && full[index - 1] === 2).length
  expect(returns).toBeGreaterThanOrEqual(3)
  expect(returns).toBeLessThanOrEqual(6)
})
