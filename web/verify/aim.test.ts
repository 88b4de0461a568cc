import { expect, test } from 'vitest'
import { placeOf } from '../protocol/crop.ts'
import { aimAt } from './aim.ts'

const picture = { width: 1920, height: 1080 }
const whole = { left: 0, top: 0, width: 1, height: 1 }
const square = placeOf({ ...picture, crop: { left: 0, top: -420, width: 1920, height: 1920 } })

test('all is compared where there are no bars', () => {
  expect(aimAt(whole, { width: 426, height: 240 })).toEqual({ source: whole, shown: whole, bars: [] })
})

test('between bars the same part of both is compared, without what encoders mix at the border', () => {
  const { source, shown, bars } = aimAt(square, { width: 400, height: 400 })
  // The picture is 225 pixels high, from 87.5 on: four less at each end, in whole ones.
  expect(shown.top * 400).toBeCloseTo(92)
  expect(shown.height * 400).toBeCloseTo(216)
  expect(shown).toMatchObject({ left: 0, width: 1 })
  expect(source.top * 225).toBeCloseTo(4.5)
  expect(source.height * 225).toBeCloseTo(216)
  expect(bars.map(({ top, height }) => [top * 400, height * 400])).toEqual([
    [0, expect.closeTo(83.5)],
    [expect.closeTo(316.5), expect.closeTo(83.5)],
  ])
})

test('a thin picture keeps a part to compare, and thin bars are left alone', () => {
  const thin = placeOf({ width: 4000, height: 20, crop: { left: 0, top: -1990, width: 4000, height: 4000 } })
  const { source, shown } = aimAt(thin, { width: 240, height: 240 })
  expect(source.height).toBeCloseTo(0.5)
  expect(shown.height).toBeCloseTo(thin.height / 2)
  const close = placeOf({ ...picture, crop: { left: 0, top: -24, width: 1920, height: 1128 } })
  expect(aimAt(close, { width: 408, height: 240 }).bars).toEqual([])
})
