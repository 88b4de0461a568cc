import { expect, test } from 'vitest'
import { lateOf, type Moment } from './late.ts'
import { COLUMNS, ROWS } from './picture.ts'

const FRAMES = 12
const cells = (at: (x: number, y: number) => number) =>
  Float32Array.from({ length: COLUMNS * ROWS }, (_, cell) => at(cell % COLUMNS, Math.floor(cell / COLUMNS)))

/** A room at rest in which something small goes by. */
const room = (frame: number) =>
  cells((x, y) => (y > 20 && y < 26 && x > frame * 2 && x < frame * 2 + 8 ? 200 : 60 + x / 2))
/** A picture that comes out of black. */
const fade = (frame: number) => cells((x, y) => (40 + 2 * x + y) * (0.2 + frame * 0.04))

/** Coded as it is, or as at another time; fitted where that is brighter or darker. */
function moments(
  picture: (frame: number) => Float32Array,
  by: number,
  fit = (value: number) => value,
): Moment[] {
  return Array.from({ length: FRAMES }, (_, frame) => ({
    plain: picture(frame),
    wanted: picture(frame).map(fit),
    given: picture(frame + by).map((value, cell) => value + (((cell * 7919) % 5) - 2) / 4),
  }))
}

test('what hardly moves as a whole is late where its little moves', () => {
  expect(lateOf(moments(room, 0))).toBe(0)
  for (const by of [-6, -2, -1, 1, 3]) expect(lateOf(moments(room, by))).toBeGreaterThan(0.9)
})

test('a late fade is not the same picture in another brightness', () => {
  const brighter = (value: number) => value * 0.9
  expect(lateOf(moments(fade, 0))).toBe(0)
  expect(lateOf(moments(fade, -1, brighter))).toBeGreaterThan(0.9)
})

test('another range of brightness is no other time', () => {
  const range = (value: number) => 16 + (value * 219) / 255
  const shown = moments(room, 0, range).map(moment => ({ ...moment, given: moment.wanted }))
  expect(lateOf(shown)).toBe(0)
})
