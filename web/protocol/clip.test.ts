import { expect, test } from 'vitest'
import { clipTime, joinClip, splitClip } from './clip.ts'
import { CLIP_FRAMES } from './imagine.ts'
import { MAX_CLIP_BYTES } from './limits.ts'

const packets = (count: number) =>
  Array.from({ length: count }, (_, index) => new Uint8Array(1 + index * 9).fill(index))

test('a clip is taken apart as it was put together', () => {
  expect(splitClip(joinClip(packets(CLIP_FRAMES)))).toEqual(packets(CLIP_FRAMES))
  const large = packets(CLIP_FRAMES).with(3, new Uint8Array(70_000).fill(5))
  expect(splitClip(joinClip(large))).toEqual(large)
  expect(clipTime(CLIP_FRAMES)).toBe(4_000_000)
})

test('fewer frames, more of them, half of one and what is too large are no clip', () => {
  const whole = joinClip(packets(CLIP_FRAMES))
  const others = [
    new Uint8Array(),
    joinClip(packets(CLIP_FRAMES - 1)),
    joinClip(packets(CLIP_FRAMES + 1)),
    whole.slice(0, -1),
    joinClip(packets(CLIP_FRAMES).with(5, new Uint8Array())),
    new Uint8Array(MAX_CLIP_BYTES + 1),
  ]
  for (const clip of others) expect(() => splitClip(clip)).toThrow('no clip')
  expect(() => joinClip([new Uint8Array(MAX_CLIP_BYTES)])).toThrow('more in it')
})
