import { expect, test } from 'vitest'
import { CLIP_FRAMES, IMAGINE_SIDE } from '../protocol/imagine.ts'
import { compareFrames, compareImagined, drawFrames } from './imagined.ts'

/** A slope from dark to bright, with what is added at each place. */
function painted(added: (x: number, y: number) => number = () => 0) {
  const data = new Uint8ClampedArray(IMAGINE_SIDE ** 2 * 4)
  for (let at = 0; at < data.length; at += 1) {
    const [x, y] = [(at >> 2) % IMAGINE_SIDE, Math.floor((at >> 2) / IMAGINE_SIDE)]
    data[at] = 60 + x + added(x, y)
  }
  return { data }
}

test('what is painted alike but for rounding is the same', () => {
  expect(
    compareImagined(
      painted(),
      painted((x, y) => ((x * 7 + y * 3) % 13) - 6),
    ),
  ).toBeUndefined()
  expect(
    compareImagined(
      painted(),
      painted(() => 3),
    ),
  ).toBeUndefined()
})

test.each([
  ['a thing elsewhere', (x: number, y: number) => (x > 64 && x < 80 && y < 16 ? 40 : 0)],
  ['the other way round', (x: number) => 127 - 2 * x],
  ['a little brighter', () => 5],
  ['nothing', () => -255],
])('%s is another picture', (_, added) => {
  expect(compareImagined(painted(), painted(added))).toContain('seed')
})

test('of a clip frames at both ends and one anywhere are drawn, and each has to be alike', () => {
  expect(drawFrames(() => 0)).toEqual([0, CLIP_FRAMES - CLIP_FRAMES / 8, 0])
  expect(drawFrames(() => 0.999)).toEqual([CLIP_FRAMES / 8 - 1, CLIP_FRAMES - 1, CLIP_FRAMES - 1])
  const planes = (added: (at: number) => number = () => 0) =>
    Uint8Array.from({ length: IMAGINE_SIDE ** 2 * 1.5 }, (_, at) => 60 + (at % IMAGINE_SIDE) + added(at))
  const [one, later, coded] = [planes(), planes(() => 20), planes(at => ((at * 7) % 13) - 6)]
  expect(compareFrames([one, later, one], [coded, later, one])).toBeUndefined()
  expect(compareFrames([one, later, one], [coded, one, one])).toContain('seed')
  expect(compareFrames([one, later, one], [one, later, later])).toContain('seed')
  const redder = planes(at => (at >= IMAGINE_SIDE ** 2 * 1.25 ? 8 : 0))
  expect(compareFrames([one, later, one], [one, later, redder])).toContain('seed')
  expect(compareFrames([one], [one.subarray(1000)])).toContain('seed')
})
