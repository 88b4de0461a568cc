import { expect, test } from 'vitest'
import { createRung, isOfSource } from './rungs.ts'

const chunk = (segment: number, key = false, timestamp = segment * 1_000_000) => ({
  track: 1,
  key,
  segment,
  timestamp,
  duration: 0,
  data: new Uint8Array(100),
})
const receipt = (segment: number, frames: number, skipped = 0) => ({
  segment,
  track: 1,
  frames,
  skipped,
  bytes: 0,
})

test('nothing is published before a key, nor between a loss and the next key', () => {
  const rung = createRung(1)
  const taken = [
    rung.receive(chunk(0), false, 0, 0),
    rung.receive(chunk(1, true), false, 0, 0),
    rung.receive(chunk(1), true, 0, 0),
    rung.receive(chunk(1), false, 0, 0),
    rung.receive(chunk(2, true), true, 0, 0),
  ]
  expect(taken).toEqual([false, true, false, false, true])
})

test('a segment counts as dropped when frames are missing or were skipped, judged one receipt later', () => {
  const rung = createRung(1)
  rung.receive(chunk(0, true), false, 0, 0)
  rung.receipt(receipt(0, 2))
  rung.receive(chunk(0), false, 0, 0)
  rung.receive(chunk(1, true), false, 0, 0)
  rung.receipt(receipt(1, 2))
  expect(rung.report(0).droppedSegments).toBe(0)
  rung.receipt(receipt(2, 0, 3))
  expect(rung.report(0).droppedSegments).toBe(1)
  rung.receipt(receipt(3, 0))
  expect(rung.report(0).droppedSegments).toBe(2)
})

test('latency is the median from capture to return', () => {
  const rung = createRung(1)
  for (const late of [40, 90, 60]) rung.receive(chunk(0, true, 2_000_000), false, 1000 + 2000 + late, 1000)
  expect(rung.report(0).latency).toBe(60)
})

test('a new orchestrator goes on from what is delivered, with a key', () => {
  const rung = createRung(1)
  rung.receive(chunk(3, true), false, 0, 0)
  rung.receive(chunk(4, true), false, 0, 0)
  rung.restart()
  expect(rung.delivered()).toBe(4_000_000)
  expect(rung.receive(chunk(4), false, 0, 0)).toBe(false)
})

test('what the source has not sent yet, or a segment that the time does not say, is not of the source', () => {
  const newest = 2_500_000
  expect(isOfSource(chunk(2, true, newest), newest, 1000)).toBe(true)
  expect(isOfSource(chunk(1, true, 2_000_000), newest, 2000)).toBe(true)
  expect(isOfSource(chunk(3, true), newest, 1000)).toBe(false)
  expect(isOfSource(chunk(2 ** 32 - 1, true, 2_000_000), newest, 1000)).toBe(false)
  expect(isOfSource(chunk(1, true, 2_000_000), newest, 1000)).toBe(false)
})
