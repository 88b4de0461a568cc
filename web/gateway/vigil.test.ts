import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HEARTBEAT_MS } from '../protocol/limits.ts'
import { createVigil } from './vigil.ts'
import type { StreamReport } from './worker.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** @param newest the source's, s @param delivered the rendition's, s */
const report = (newest: number, delivered: number, frames: number) =>
  ({ newest: newest * 1e6, rungs: [{ newest: delivered * 1e6, frames }] }) as unknown as StreamReport

/** Looks at every beat. @returns when there was a reason to end the job first, ms */
function lookFor(ms: number, look: () => unknown) {
  for (let at = 0; at < ms; at += HEARTBEAT_MS) {
    vi.advanceTimersByTime(HEARTBEAT_MS)
    if (look() !== undefined) return at + HEARTBEAT_MS
  }
  return undefined
}

test('one that delivers is heard, though it says nothing', () => {
  const vigil = createVigil(() => 800)
  let frames = 0
  expect(lookFor(10_000, () => vigil.working(report(0, 0, ++frames), false))).toBeUndefined()
  expect(lookFor(10_000, () => vigil.working(report(0, 0, frames), false))).toBe(1000)
  expect(vigil.working(report(0, 0, frames), false)).toMatchObject({ code: 'peer-lost' })
})

test('a clock of ours that stood still is no silence of another', () => {
  const vigil = createVigil(() => 800)
  vi.advanceTimersByTime(60_000)
  expect(vigil.working(report(0, 0, 1), false)).toBeUndefined()
  vi.advanceTimersByTime(60_000)
  expect(vigil.working(report(0, 0, 1), false)).toBeUndefined()
})

test('one that says something, but falls behind, is too slow', () => {
  const vigil = createVigil(() => 800)
  const look = (newest: number, delivered: number) => {
    vigil.heard()
    return vigil.working(report(newest, delivered, 1), false)
  }
  expect(look(0, 0)).toBeUndefined()
  expect(look(20, 16)).toBeUndefined()
  expect(look(21, 16.8)).toMatchObject({ code: 'too-slow', message: expect.stringContaining('4.2 s') })
})

test('one that falls further and further behind is too slow sooner where somebody could do better', () => {
  const fallsFor = (spare: boolean) => {
    const vigil = createVigil(() => 800)
    let looks = 0
    return lookFor(30_000, () => {
      looks += 1
      return vigil.working(report(looks / 4, (looks / 4) * 0.8, looks), spare)
    })
  }
  expect(fallsFor(true)).toBe(5000)
  expect(fallsFor(false)).toBe(20_250)
})

test('what an earlier one left behind is not its fault', () => {
  const vigil = createVigil(() => 800)
  expect(vigil.working(report(100, 90, 1), false)).toBeUndefined()
  expect(vigil.working(report(103, 90, 1), false)).toBeUndefined()
  expect(vigil.working(report(104.1, 90, 1), false)).toMatchObject({ code: 'too-slow' })
})

test('before its link is open it may take longer than at work', () => {
  const vigil = createVigil(() => 800)
  expect(lookFor(10_000, vigil.opening)).toBe(4250)
  expect(vigil.opening()).toMatchObject({ code: 'peer-lost' })
  vigil.heard()
  expect(vigil.opening()).toBeUndefined()
})
