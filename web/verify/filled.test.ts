import { expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import type { Rendition, VideoFormat } from '../protocol/schema.ts'
import { filledBy } from './filled.ts'
import type { Sample } from './types.ts'

/** @param bytes of each frame, ten a second; 0: it is left out */
const chunks = (...bytes: number[]): Chunk[] =>
  bytes.flatMap((size, frame) =>
    size === 0
      ? []
      : [
          {
            ...{ track: 0, key: frame === 0, segment: 0, duration: 0 },
            ...{ timestamp: frame * 100_000, data: new Uint8Array(size) },
          },
        ],
  )
const sampleOf = (source: Chunk[], frames: Chunk[]): Sample => ({
  format: { width: 1280, height: 720 } as VideoFormat,
  rendition: { width: 640, height: 360, bitrate: 80_000 } as Rendition,
  ...{ segment: 0, segmentMs: 1000, receipt: undefined, source, frames },
})

test('of the bit rate that was ordered, whatever gaps there are', () => {
  const rich = chunks(27_000, 3000, 3000, 3000, 9000, 9000)
  expect(filledBy(sampleOf(rich, chunks(500, 500, 500, 500)))).toBeCloseTo(0.5, 9)
  expect(filledBy(sampleOf(rich, chunks(500, 500, 500, 0, 500, 500)))).toBeCloseTo(0.5, 9)
  expect(filledBy(sampleOf(rich, chunks(500)))).toBe(0)
})

test('where the source itself has few bits, no more for a pixel than that', () => {
  const still = chunks(2000, 2000, 2000, 2000)
  const frames = chunks(500, 500, 500, 500)
  expect(filledBy(sampleOf(still, frames))).toBeCloseTo(1, 9)
  expect(
    filledBy({
      ...sampleOf(still, frames),
      made: { effect: { id: 'x', strength: 1 }, size: { width: 1, height: 1 } },
    }),
  ).toBeCloseTo(0.5, 9)
})
