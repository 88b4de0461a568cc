import { expect, test } from 'vitest'
import { gainsOf, lift, lightOf, rangeOf } from './lowlight.ts'

const SIZE = { width: 96, height: 54 }
const AREA = SIZE.width * SIZE.height
const RANGE = rangeOf({ fullRange: false })

/** @param luma of a point, 0 black, 1 white @param colour of all of it */
function picture(luma: (x: number, y: number) => number, colour = 128): Uint8Array {
  const planes = new Uint8Array(AREA * 1.5).fill(colour, AREA)
  for (let at = 0; at < AREA; at += 1) {
    planes[at] = Math.round(16 + 219 * luma(at % SIZE.width, Math.floor(at / SIZE.width)))
  }
  return planes
}

function lifted(planes: Uint8Array, strength = 1): Uint8Array {
  const made = planes.slice()
  lift(made, SIZE, RANGE, gainsOf(lightOf(made.subarray(0, AREA), SIZE, RANGE), strength))
  return made
}

const mean = (planes: Uint8Array) => {
  return planes.subarray(0, AREA).reduce((sum, value) => sum + (value - 16) / 219, 0) / AREA
}
const gradient = (x: number, y: number) => (0.2 * (x + y)) / 150

test('a dark picture gets bright, and what is brighter in it stays so', () => {
  const dark = picture(gradient)
  const made = lifted(dark)
  expect(mean(dark)).toBeLessThan(0.11)
  expect(mean(made)).toBeGreaterThan(0.33)
  expect(mean(made)).toBeLessThan(0.45)
  const [left = 0, middle = 0, right = 0] = [2, 48, 93].map(x => made[27 * SIZE.width + x])
  expect(left).toBeLessThan(middle)
  expect(middle).toBeLessThan(right)
})

test('half of the strength lifts half as far, none nothing', () => {
  const dark = picture(gradient)
  expect(lifted(dark, 0)).toEqual(dark)
  const half = mean(lifted(dark, 0.5))
  expect(half).toBeGreaterThan(mean(dark) * 1.4)
  expect(half).toBeLessThan(mean(lifted(dark)) * 0.8)
})

test('a picture that is bright enough stays as it is', () => {
  const bright = picture(x => 0.3 + x / 200, 90)
  expect(lifted(bright)).toEqual(bright)
})

test('a bright window stays as it is, who sits before it gets bright', () => {
  const against = picture((x, y) => (x > 64 && y < 40 ? 0.95 : 0.08))
  const made = lifted(against)
  const window = 10 * SIZE.width + 90
  expect(made[window]).toBeGreaterThanOrEqual(against[window] ?? 0)
  expect(made[window]).toBeLessThanOrEqual(235)
  expect(made[40 * SIZE.width + 10]).toBeGreaterThan((against[40 * SIZE.width + 10] ?? 0) + 20)
})

test('what has no colour gets none, and what has some has more of it with more light', () => {
  expect(
    lifted(picture(gradient))
      .subarray(AREA)
      .every(value => value === 128),
  ).toBe(true)
  const red = lifted(picture(gradient, 120))
  expect(Math.min(...red.subarray(AREA))).toBeLessThan(115)
  expect(Math.min(...red.subarray(AREA))).toBeGreaterThanOrEqual(104)
})

test('black is lifted to black, and a picture of nothing else by no more than there is', () => {
  const black = picture(() => 0)
  expect(lifted(black)).toEqual(black)
})
