import { expect, test } from 'vitest'
import { IMAGINE_SIDE } from '../protocol/imagine.ts'
import { compareImagined } from './imagined.ts'

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
