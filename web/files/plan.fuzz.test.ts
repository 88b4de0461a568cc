import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_FILE_SEGMENT_FRAMES, MAX_FILE_SEGMENT_MS } from '../protocol/limits.ts'
import { isNeeded, type PacketTable, planSegments, wantedFrames } from './plan.ts'

/** GOPs with leading pictures: B frames behind a key in the file that are shown before it. */
const gop = fc.record({
  frames: fc.integer({ min: 1, max: 300 }),
  leading: fc.integer({ min: 0, max: 3 }),
  reorder: fc.boolean(),
})
const film = fc.record({
  start: fc.integer({ min: -200_000, max: 5_000_000 }),
  step: fc.constantFrom(16_667, 33_333, 41_667, 100_000),
  jitter: fc.integer({ min: 0, max: 5000 }),
  gops: fc.array(gop, { minLength: 1, maxLength: 20 }),
})
type Film = typeof film extends fc.Arbitrary<infer Each> ? Each : never

/** Frames in presentation order have even times with some jitter; each GOP puts them in decode order. */
function toTable({ start, step, jitter, gops }: Film): PacketTable {
  const packets: { time: number; key: boolean }[] = []
  const timeOf = (shown: number) => start + shown * step + ((shown * 7919) % (jitter + 1))
  let shown = 0
  for (const { frames, leading, reorder } of gops) {
    const ahead = Math.min(leading, packets.length > 0 ? leading : 0)
    packets.push({ time: timeOf(shown + ahead), key: true })
    for (let lead = 0; lead < ahead; lead += 1) packets.push({ time: timeOf(shown + lead), key: false })
    const rest = Array.from({ length: frames - 1 }, (_, index) => shown + ahead + 1 + index)
    if (reorder)
      for (let at = 0; at + 1 < rest.length; at += 2)
        rest.splice(at, 2, rest[at + 1] as number, rest[at] as number)
    for (const each of rest) packets.push({ time: timeOf(each), key: false })
    shown += ahead + frames
  }
  return {
    timestamps: Float64Array.from(packets, ({ time }) => time),
    durations: Float64Array.from(packets, () => step),
    sizes: Uint32Array.from(packets, (_, index) => 100 + (index % 50)),
    keys: Uint8Array.from(packets, ({ key }) => (key ? 1 : 0)),
  }
}

const whole = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }

test('every frame is wanted of exactly one segment, in order, within the bounds, and its segment decodes it', () => {
  fc.assert(
    fc.property(film, each => {
      const table = toTable(each)
      let segments: ReturnType<typeof planSegments>
      try {
        segments = planSegments(table, whole)
      } catch (error) {
        expect(error).toMatchObject({ code: 'unsupported' })
        return
      }
      const all = segments.flatMap(segment => wantedFrames(table, segment))
      expect(all).toEqual([...table.timestamps].sort((a, b) => a - b))
      segments.forEach((segment, index) => {
        expect(segment.index).toBe(index)
        expect(segment.before).toBe(all[all.findIndex(time => time >= segment.start) - 1])
        expect(table.keys[segment.key]).toBe(1)
        expect(wantedFrames(table, segment)).toHaveLength(segment.frames)
        expect(segment.to - segment.key).toBeLessThanOrEqual(MAX_FILE_SEGMENT_FRAMES)
        expect(segment.end - (table.timestamps[segment.key] as number)).toBeLessThanOrEqual(
          MAX_FILE_SEGMENT_MS * 1000,
        )
        // What a wanted frame may hang on: all from the key up to it, but for pictures that lead the key.
        const wanted = new Set(wantedFrames(table, segment))
        const sent = Array.from({ length: segment.to - segment.key }, (_, index) => segment.key + index)
        const lost = sent.filter(
          packet => wanted.has(table.timestamps[packet] as number) && !isNeeded(table, segment, packet),
        )
        expect(lost).toEqual([])
      })
    }),
  )
})

test('a trimmed file has the frames of its range, no more and no less', () => {
  const range = fc.tuple(fc.nat(30_000_000), fc.nat(30_000_000))
  fc.assert(
    fc.property(film, range, (each, [from, length]) => {
      const table = toTable({
        ...each,
        gops: each.gops.map(one => ({ ...one, frames: Math.min(150, one.frames) })),
        step: 41_667,
      })
      const wanted = { start: from, end: from + length }
      const all = planSegments(table, wanted).flatMap(segment => wantedFrames(table, segment))
      const expected = [...table.timestamps].filter(time => time >= wanted.start && time < wanted.end)
      expect(all).toEqual(expected.sort((a, b) => a - b))
    }),
  )
})
