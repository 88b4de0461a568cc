import { expect, test } from 'vitest'
import { BACKDROPS } from '../protocol/backdrops.ts'
import { paintScenery } from './scenery.ts'

test.each(BACKDROPS)('$name fills pictures of any shape, the same each time', ({ id }) => {
  for (const [width, height] of [
    [64, 36],
    [36, 64],
    [1, 1],
  ] as const) {
    const { data, ...size } = paintScenery(id, { width, height })
    expect(size).toEqual({ width, height })
    expect(data).toHaveLength(3 * width * height)
    expect(data.every(value => value >= 0 && value < 1.6)).toBe(true)
    expect(paintScenery(id, { width, height }).data).toEqual(data)
  }
})

test('a large picture is painted small, in its shape, and the others are not like the first', () => {
  const painted = BACKDROPS.map(({ id }) => paintScenery(id, { width: 1280, height: 720 }))
  for (const { width, height } of painted) expect([width, height]).toEqual([640, 360])
  const [first, ...others] = painted.map(({ data }) => data)
  for (const other of others) {
    const apart = other.reduce((sum, value, at) => sum + Math.abs(value - (first?.[at] ?? 0)), 0)
    expect(apart / other.length).toBeGreaterThan(0.1)
  }
})
