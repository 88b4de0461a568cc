import { expect, test } from 'vitest'
import type { Rendition, StreamInfo } from '../protocol/schema.ts'
import { createQuality } from './quality.ts'

const rendition = (track: number): Rendition => ({
  track,
  name: `${track * 100}p`,
  width: 160 * track,
  height: 100 * track,
  maxFramerate: 30,
  bitrate: 1e6,
  codec: 'h264',
})

function openQuality(tracks: number[]) {
  const quality = createQuality('auto')
  quality.setRungs({ renditions: tracks.map(rendition) } as StreamInfo, tracks)
  const left = () => quality.rungs().map(({ track }) => track)
  const fail = (track: number, times: number) => {
    for (let count = 0; count < times; count += 1) quality.failed(track)
  }
  return { left, fail }
}

test('a rung whose decoder keeps failing is left out', () => {
  const { left, fail } = openQuality([1, 2])
  fail(2, 2)
  expect(left()).toEqual([1, 2])
  fail(2, 1)
  expect(left()).toEqual([1])
})

test('where all rungs fail none is left out: what comes is at fault, and others may make it soon', () => {
  const { left, fail } = openQuality([1, 2])
  fail(2, 3)
  fail(1, 3)
  expect(left()).toEqual([1, 2])
  const only = openQuality([1])
  only.fail(1, 7)
  expect(only.left()).toEqual([1])
})
