import { expect, test, vi } from 'vitest'
import type { FileOrder, FileSegment, MadeSegment, Packet } from '../protocol/file.ts'
import type { Finding, Sample } from '../verify/types.ts'
import { createInspect, inTurn } from './inspect.ts'

const rendition = (track: number) => ({
  ...{ track, name: 'r', codec: 'h264' as const, width: 64, height: 36, bitrate: 100_000, maxFramerate: 0 },
})
const packet = (timestamp: number): Packet => {
  return { timestamp, duration: 1, key: timestamp === 0, data: new Uint8Array(1) }
}
const crop = { left: 0, top: 0, width: 32, height: 18 }
const order: FileOrder = {
  source: { codec: 'vp8', width: 64, height: 36, crop, colorSpace: { matrix: 'bt709' } },
  renditions: [rendition(1), rendition(2)],
}
const segment: FileSegment = { index: 5, start: 0, end: 2e6, packets: [packet(0), packet(1e6), packet(2e6)] }
const made: MadeSegment = {
  index: 5,
  ms: 1,
  renditions: [1, 2].map(track => ({ track, codec: 'avc1', packets: [packet(0), packet(1e6)] })),
}
const finding = (verdict: Finding['verdict']) =>
  vi.fn(async (_: Sample): Promise<Finding> => ({ verdict, reason: 'so', measures: undefined, took: 0 }))

test('the first segment of a lane is looked at, and then as it is drawn', async () => {
  const check = finding('good')
  const draws = [0.5, 0.9, 0.99, 0.09, 0]
  const inspect = createInspect(order, { check }, () => draws.shift() ?? 1)
  await inspect(segment, made)
  expect(check.mock.lastCall?.[0]).toMatchObject({
    rendition: { track: 2 },
    segment: 5,
    segmentMs: 2000,
    format: { codec: 'vp8', framerate: 1 },
    crop,
    colorSpace: { matrix: 'bt709' },
    source: [{ timestamp: 0 }, { timestamp: 1e6 }, { timestamp: 2e6 }],
    frames: [{ timestamp: 0, key: true }, { timestamp: 1e6 }],
  })
  await inspect(segment, made)
  expect(check).toHaveBeenCalledTimes(1)
  await inspect(segment, made)
  expect(check).toHaveBeenCalledTimes(2)
})

test('an effect is done again in the size that the picture has between its bars', async () => {
  const check = finding('good')
  const bars = { left: 0, top: -14, width: 64, height: 64 }
  const source = { ...order.source, crop: bars }
  const effect = { id: 'style-oil', strength: 1 }
  const renditions = [{ ...rendition(1), width: 32, height: 32 }]
  await createInspect({ source, renditions, effect }, { check }, () => 0)(segment, made)
  expect(check.mock.lastCall?.[0]).toMatchObject({
    crop: bars,
    made: { effect, size: { width: 32, height: 18 } },
  })
})

test('a cheat is told, what cannot be looked at is not one', async () => {
  const found = (verdict: Finding['verdict']) =>
    createInspect(order, { check: finding(verdict) }, () => 0)(segment, made)
  expect(await found('cheat')).toEqual({ track: 1, reason: 'so' })
  expect(await found('skipped')).toBeUndefined()
})

test('checks of all lanes come one after another', async () => {
  let running = 0
  const check = vi.fn(async (): Promise<Finding> => {
    running += 1
    expect(running).toBe(1)
    await new Promise(resolve => setImmediate(resolve))
    running -= 1
    return { verdict: 'good', reason: '', measures: undefined, took: 0 }
  })
  const checker = inTurn({ check })
  await Promise.all([1, 2, 3].map(() => checker.check({} as Sample)))
  expect(check).toHaveBeenCalledTimes(3)
})
