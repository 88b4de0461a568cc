import { afterEach, expect, test, vi } from 'vitest'
import type { Effect, Receipt, Rendition, VideoFormat } from '../protocol/schema.ts'
import { createChecks } from './checks.ts'
import { createGops } from './gops.ts'

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

afterEach(() => vi.unstubAllGlobals())

/** One orchestrator that makes a rendition of a source. */
function open() {
  const oncheat = vi.fn()
  const gops = createGops()
  const checks = createChecks(gops, oncheat)
  checks.order({} as VideoFormat, 1000)
  for (let frame = 0; frame < FRAMES; frame += 1) {
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
