import { afterEach, expect, test, vi } from 'vitest'
import type { Effect, Receipt, Rendition, VideoFormat } from '../protocol/schema.ts'
import { type Checker, startChecker } from '../verify/checker.ts'
import type { Measures } from '../verify/measure.ts'
import type { Sample } from '../verify/types.ts'
import { createChecks } from './checks.ts'
import { createGops } from './gops.ts'

vi.mock('../verify/checker.ts', async load => {
  const real = await load<typeof import('../verify/checker.ts')>()
  return { startChecker: vi.fn(real.startChecker) }
})

/** Four frames make a segment, of which the first is a key. */
const chunk = (track: number, frame: number) => ({
  track,
  key: frame % 4 === 0,
  segment: Math.floor(frame / 4),
  timestamp: frame * 250_000,
  duration: 0,
  data: Uint8Array.of(track, frame),
})
const FRAMES = 36

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** One orchestrator that makes a rendition of a source. */
function open(frames = FRAMES) {
  const oncheat = vi.fn()
  const gops = createGops()
  const checks = createChecks(gops, oncheat)
  checks.order({} as VideoFormat, 1000)
  for (let frame = 0; frame < frames; frame += 1) {
    checks.source(chunk(0, frame))
    gops.push(chunk(0, frame))
  }
  checks.add('link', [{ track: 1, width: 16, height: 16 } as Rendition])
  return { checks, oncheat }
}

test('who begins a segment without its key is used no more', () => {
  const { checks, oncheat } = open()
  expect(checks.came('link', { ...chunk(1, 0), key: false }, false)).toBe(false)
  expect(oncheat).toHaveBeenCalledExactlyOnceWith('link', {
    reason: expect.stringContaining('without a key'),
    receipt: undefined,
    sample: undefined,
  })
  expect(checks.came('link', chunk(1, 4), false)).toBe(false)
})

test('where nothing can be looked at, that is told, and the stream goes on', async () => {
  vi.stubGlobal('Worker', undefined)
  const { checks, oncheat } = open()
  for (let frame = 0; frame < FRAMES; frame += 1)
    expect(checks.came('link', chunk(1, frame), false)).toBe(true)
  await expect.poll(() => checks.report().skipped).toBeGreaterThan(0)
  expect(checks.report()).toMatchObject({ checked: 0, reason: expect.stringContaining('Worker') })
  expect(oncheat).not.toHaveBeenCalled()
})

test('a second look, some segments later, makes it certain', async () => {
  const seen: number[] = []
  const check = async ({ segment }: Sample) => {
    seen.push(segment)
    return { verdict: 'cheat' as const, reason: `other ${segment}`, measures: {} as Measures, took: 1 }
  }
  vi.mocked(startChecker).mockReturnValueOnce({ check, report: vi.fn() } as Checker)
  // None but the first is drawn by chance.
  vi.spyOn(crypto, 'getRandomValues').mockImplementation(
    array => (array as Uint32Array).fill(2 ** 31) as never,
  )
  const { checks, oncheat } = open(100)
  for (let frame = 0; frame < 100; frame += 1) {
    checks.came('link', chunk(1, frame), false)
    await Promise.resolve()
  }
  expect(seen).toEqual([0, 6])
  expect(oncheat).toHaveBeenCalledExactlyOnceWith('link', expect.objectContaining({ reason: 'other 0' }))
})

const signed = (segment: number, effect?: Effect): Receipt => ({
  ...{ segment, track: 1, frames: 1, skipped: 0, bytes: 2, pixels: 256, took: 1 },
  ...{ digests: new Uint8Array(16), source: new Uint8Array(32), signature: new Uint8Array() },
  ...(effect && { effect }),
})

test('who signs for another effect than it has told of cheats', () => {
  const style = { id: 'style-a', strength: 0.5 }
  const told = (...receipts: Receipt[]) => {
    const { checks } = open()
    checks.applied('link', { since: 1, effect: style })
    checks.applied('link', { since: 3 })
    return receipts.map(receipt => checks.signed('link', receipt))
  }
  expect(told(signed(0), signed(1, style), signed(2, style), signed(3))).toEqual([true, true, true, true])
  expect(told(signed(0, style))).toEqual([false])
  expect(told(signed(1))).toEqual([false])
  expect(told(signed(2, { ...style, strength: 1 }))).toEqual([false])
  expect(told(signed(3, style))).toEqual([false])
})
