import { describe, expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createSegmenter } from './segmenter.ts'
import type { LiveSegment } from './types.ts'

const FRAME = 40_000

function frame(timestamp: number, key = timestamp % 1_000_000 === 0, size = 10): Chunk {
  return {
    ...{ track: 1, key, timestamp, duration: FRAME },
    segment: segmentOf(timestamp, 1000),
    data: new Uint8Array(size),
  }
}

function segment(chunks: Chunk[], maxBytes?: number): LiveSegment[] {
  const segments: LiveSegment[] = []
  const segmenter = createSegmenter(1000, next => segments.push(next), maxBytes)
  for (const chunk of chunks) segmenter.push(chunk)
  segmenter.end()
  return segments
}

/** Frames from one time to another, ms. */
function frames(from: number, until: number): Chunk[] {
  const all: Chunk[] = []
  for (let at = from * 1000; at < until * 1000; at += FRAME) all.push(frame(at))
  return all
}

const outline = (segments: LiveSegment[]) =>
  segments.map(({ number, start, end, late, chunks }) => [
    number,
    start / 1000,
    end / 1000,
    late / 1000,
    chunks.length,
  ])

describe('a track', () => {
  test('is cut at the stream’s segments, without gaps', () => {
    expect(outline(segment(frames(0, 2500)))).toEqual([
      [0, 0, 1000, 0, 25],
      [1, 1000, 2000, 0, 25],
      [2, 2000, 2520, 0, 13],
    ])
  })

  test('whose segment begins a little late shows the frame before for longer', () => {
    const late = [...frames(0, 1000), frame(1_320_000, true), ...frames(1360, 2000), ...frames(2000, 2040)]
    expect(outline(segment(late)).slice(0, 2)).toEqual([
      [0, 0, 1320, 0, 25],
      [1, 1320, 2000, 320, 17],
    ])
  })

  test('whose segment begins very late leaves the stretch before it out', () => {
    const late = [...frames(0, 1000), frame(1_640_000, true), ...frames(1680, 2000)]
    expect(outline(segment(late))).toEqual([
      [0, 0, 1000, 0, 25],
      [1, 1640, 2000, 640, 9],
    ])
  })

  test('that loses segments whole has none of them', () => {
    expect(outline(segment([...frames(0, 1000), ...frames(3000, 3400)]))).toEqual([
      [0, 0, 1000, 0, 25],
      [3, 3000, 3400, 0, 10],
    ])
  })

  test('begins with a key', () => {
    expect(outline(segment([...frames(360, 1000), ...frames(1000, 1080)]))).toEqual([[1, 1000, 1080, 0, 2]])
  })

  test('is gone on with from a key of who takes over, and never twice', () => {
    const first = frames(0, 1600)
    const [before, again] = [frames(0, 1000), frames(1000, 2000)]
    const taken = again.map(chunk => ({ ...chunk, data: new Uint8Array(20) }))
    const [, second] = segment([...first, ...before, ...taken])
    expect(second?.chunks).toEqual(taken)
  })

  test('of an encoder that adds keys of its own is not cut there', () => {
    const extra = frames(0, 1000).map(chunk =>
      chunk.timestamp === 400_000 ? { ...chunk, key: true } : chunk,
    )
    expect(outline(segment(extra))).toEqual([[0, 0, 1000, 0, 25]])
  })

  test('holds no more of a segment than is allowed', () => {
    const [only] = segment(frames(0, 1000), 100)
    expect(only?.chunks.length).toBe(10)
  })
})
