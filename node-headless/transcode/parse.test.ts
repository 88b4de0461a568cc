import { expect, test } from 'vitest'
import { parseBitrate, parseTrim } from './parse.ts'

test.each([
  ['2500000', 2_500_000],
  ['900k', 900_000],
  ['2.5M', 2_500_000],
  ['50K', 50_000],
  ['49k', undefined],
  ['51M', undefined],
  ['999999999M', undefined],
  ['', undefined],
  ['-1', undefined],
  ['1e6', undefined],
  ['2,5M', undefined],
  ['2 M', undefined],
  ['2MB', undefined],
])('bitrate %j', (text, bits) => {
  expect(parseBitrate(text)).toBe(bits)
})

test.each([
  ['10-25.5', { start: 10, end: 25.5 }],
  ['1:30-', { start: 90 }],
  ['-0:45', { end: 45 }],
  ['0:01:15.25-1:00:00', { start: 75.25, end: 3600 }],
  ['0-1', { start: 0, end: 1 }],
  ['90-80', undefined],
  ['10-10', undefined],
  ['-0', undefined],
  ['-', undefined],
  ['', undefined],
  ['10', undefined],
  ['1-2-3', undefined],
  ['a-b', undefined],
  ['1:2:3:4-', undefined],
  ['.5-1', undefined],
  ['1.-2', undefined],
])('trim %j', (text, range) => {
  expect(parseTrim(text)).toEqual(range)
})
