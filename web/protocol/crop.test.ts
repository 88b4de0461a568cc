import { expect, test } from 'vitest'
import { hasBars, isCrop, partOf, placeOf, type Rect, sizeWithin, surroundings } from './crop.ts'

const picture = { width: 1920, height: 1080 }
const cut: Rect = { left: 420, top: 0, width: 1080, height: 1080 }
const bars: Rect = { left: 0, top: -420, width: 1920, height: 1920 }

test('the part that is shown, and its place', () => {
  expect(partOf(picture)).toEqual({ left: 0, top: 0, ...picture })
  expect(placeOf(picture)).toEqual({ left: 0, top: 0, width: 1, height: 1 })
  expect(partOf({ ...picture, crop: cut })).toEqual(cut)
  expect(hasBars(placeOf({ ...picture, crop: cut }))).toBe(false)
  expect(partOf({ ...picture, crop: bars })).toEqual({ left: 0, top: 0, ...picture })
  const place = placeOf({ ...picture, crop: bars })
  expect(place).toEqual({ left: 0, top: 420 / 1920, width: 1, height: 1080 / 1920 })
  expect(hasBars(place)).toBe(true)
})

test('cut on one axis, with bars on the other', () => {
  const crop = { left: 4, top: -10, width: 100, height: 1100 }
  expect(partOf({ ...picture, crop })).toEqual({ left: 4, top: 0, width: 100, height: 1080 })
  expect(placeOf({ ...picture, crop })).toMatchObject({ left: 0, width: 1, height: 1080 / 1100 })
})

test('pictures of odd sides lose a column and a row, as colours have half the size', () => {
  const odd = { width: 853, height: 479, crop: { left: 0, top: -186, width: 852, height: 852 } }
  expect(isCrop(odd)).toBe(true)
  expect(partOf(odd)).toEqual({ left: 0, top: 0, width: 852, height: 478 })
})

test('what a picture is drawn into has its bars at the picture’s size, whatever that is', () => {
  const place = placeOf({ ...picture, crop: bars })
  expect(surroundings(picture, place)).toEqual({ left: 0, top: 420, width: 1920, height: 1920 })
  expect(surroundings({ width: 240, height: 134 }, place)).toEqual({
    left: 0,
    top: 52,
    width: 240,
    height: 238,
  })
  expect(sizeWithin({ width: 240, height: 240 }, place)).toEqual({ width: 240, height: 136 })
})

test.each<[string, Rect]>([
  ['odd', { ...cut, left: 421 }],
  ['no whole number', { ...cut, width: 1080.5 }],
  ['beside the picture', { ...cut, left: 1920 }],
  ['before the picture', { ...cut, left: -1080 }],
  ['bars on all sides', { left: -2, top: -2, width: 1924, height: 1084 }],
  ['too large', { left: 0, top: -4000, width: 1920, height: 8194 }],
  ['empty', { ...cut, height: 0 }],
])('no crop: %s', (_, crop) => {
  expect(isCrop({ ...picture, crop })).toBe(false)
})
