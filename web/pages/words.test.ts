import { expect, test } from 'vitest'
import { pace, realtimeInWords, sourceInWords } from './words.ts'

test('a ratio says whether a full ladder keeps up', () => {
  expect(realtimeInWords(3.47)).toBe('3.5× as fast as live: keeps up')
  expect(realtimeInWords(1)).toContain('just as fast as live')
  expect(realtimeInWords(0.5)).toContain('a full ladder does not keep up')
})

test('the source of a job is named without its codec string', () => {
  expect(sourceInWords('1920x1080 avc1.640028')).toBe('H.264 1920×1080')
  expect(sourceInWords('640x360 vp09.00.31.08')).toBe('VP9 640×360')
})

test('a job that loses time is marked', () => {
  expect([pace(1), pace(0.9), pace(0.4)].map(({ tone }) => tone)).toEqual(['good', 'warn', 'bad'])
})
