import { expect, test } from 'vitest'
import { describe as place } from './timeline.ts'

test.each([
  [false, 53_000, '−0:07'],
  [false, 60_500, '−0:00'],
  [true, 12_400, '0:12 / 1:00'],
])('over: %s, at %d: %s', (ended, at, text) => {
  expect(place({ from: 0, until: 60_000, ended }, at)).toBe(text)
})

test('hours are told', () => {
  expect(place({ from: 0, until: 7_200_000, ended: false }, 3_477_000)).toBe('−1:02:03')
})
