import { describe, expect, test } from 'vitest'
import type { Rendition } from '../protocol/schema.ts'
import { type Conditions, createAdapter } from './adapt.ts'

const TICK_MS = 300

const rung = (track: number, height: number, bitrate: number): Rendition => ({
  track,
  name: `${height}p`,
  codec: 'h264',
  width: (height * 16) / 9,
  height,
  bitrate,
  maxFramerate: 0,
})
const rungs = [rung(1, 480, 1_200_000), rung(2, 720, 2_500_000), rung(3, 1080, 5_000_000)]

/** A viewer whose rung follows at once. Conditions hold for some seconds; returns the rungs it went through. */
function watch(track: number) {
  const adapter = createAdapter()
  let now = 0
  return {
    now: () => now,
    for(seconds: number, conditions: (track: number) => Partial<Conditions>): number[] {
      const path = [track]
      for (const end = now + seconds * 1000; now < end; now += TICK_MS) {
        const calm = { available: 20_000_000, dropped: 0, queue: 0, height: 1080 }
        track = adapter.next({ now, rungs, track, ...calm, ...conditions(track) })
        if (path.at(-1) !== track) path.push(track)
      }
      return path
    },
  }
}

describe('climbing', () => {
  test('one rung at a time, after a calm while', () => {
    const viewer = watch(1)
    expect(viewer.for(3, () => ({}))).toEqual([1])
    expect(viewer.for(12, () => ({}))).toEqual([1, 2, 3])
  })

  test('no further than fills the picture', () => {
    expect(watch(1).for(60, () => ({ height: 700 }))).toEqual([1, 2])
  })

  test('not where the link is known to be short', () => {
    const path = watch(2).for(10, () => ({ available: 4_000_000 }))
    expect(path).toEqual([2])
  })

  test('an estimate that only follows what is sent is probed', () => {
    const sent = (track: number) => ({ available: (rungs[track - 1]?.bitrate ?? 0) * 1.2 })
    expect(watch(1).for(40, sent)).toEqual([1, 2, 3])
  })

  test('a rung that failed is tried ever later', () => {
    const viewer = watch(2)
    const weak = (track: number) => ({ dropped: track === 3 ? 0.5 : 0 })
    const climbs: number[] = []
    for (let second = 0; second < 300; second += 1) {
      if (viewer.for(1, weak).includes(3)) climbs.push(second)
    }
    const waits = climbs.slice(1).map((at, index) => at - (climbs[index] ?? 0))
    const pauses = waits.filter(wait => wait > 1)
    expect(pauses.length).toBeGreaterThan(2)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses.at(-1)).toBeGreaterThan(60)
  })
})

describe('falling', () => {
  test('at once to what a short link carries', () => {
    expect(watch(3).for(0.3, () => ({ available: 1_500_000 }))).toEqual([3, 1])
  })

  test('one rung when the decoder cannot keep up, by dropped frames or by its queue', () => {
    expect(watch(3).for(0.3, () => ({ dropped: 0.3 }))).toEqual([3, 2])
    expect(watch(3).for(0.3, () => ({ queue: 50 }))).toEqual([3, 2])
  })

  test('at once when the player gets small', () => {
    expect(watch(3).for(0.3, () => ({ height: 0 }))).toEqual([3, 1])
  })

  test('never below the smallest', () => {
    expect(watch(1).for(5, () => ({ available: 100_000, dropped: 0.9 }))).toEqual([1])
  })

  test('an unknown link and an unknown rung change nothing', () => {
    expect(watch(2).for(3, () => ({ available: 0 }))).toEqual([2])
    expect(watch(7).for(3, () => ({}))).toEqual([7])
  })
})

test('waits for the rung it asked for', () => {
  const adapter = createAdapter()
  const calm = { rungs, available: 20_000_000, dropped: 0, queue: 0, height: 1080 }
  const asked = adapter.next({ ...calm, now: 0, track: 3, available: 3_000_000 })
  expect(asked).toBe(2)
  expect(adapter.next({ ...calm, now: 300, track: 3, dropped: 0.5 })).toBe(2)
})
