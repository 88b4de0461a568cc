import { expect, test } from 'vitest'
import { choiceInWords, codecFamily, pace, realtimeInWords, sourceInWords } from './words.ts'

test('a ratio says whether a full ladder keeps up', () => {
  expect(realtimeInWords(3.47)).toBe('3.5× as fast as live: keeps up')
  expect(realtimeInWords(1)).toContain('just as fast as live')
  expect(realtimeInWords(0.5)).toContain('0.5× as fast as live: a full ladder does not keep up')
  expect(realtimeInWords(0.04)).toContain('less than 0.1× as fast as live')
})

test('the source of a job is named without its codec string', () => {
  expect(sourceInWords('1920x1080 avc1.640028')).toBe('H.264 1920×1080')
  expect(sourceInWords('640x360 vp09.00.31.08')).toBe('VP9 640×360')
})

test('codecs of sound are named as people know them, unknown ones as they are', () => {
  expect(['mp4a.40.2', 'mp4a.6B', 'opus', 'pcm-s16', 'dts'].map(codecFamily)).toEqual([
    'AAC',
    'MP3',
    'Opus',
    'PCM',
    'dts',
  ])
})

test('a job that loses time is marked', () => {
  expect([pace(1), pace(0.9), pace(0.4)].map(({ tone }) => tone)).toEqual(['good', 'warn', 'bad'])
})

test('a choice says what it was made on', () => {
  const grounds = { stake: 1500.4, price: 60, rtt: 12.3, score: 0.984, probability: 0.31, among: 4 }
  expect(choiceInWords(grounds, 92_000_000)).toBe(
    'Chosen among 4, 31\u00a0% likely: 12 ms away, stake 1,500, 19,872 gwei per hour, score 98\u00a0%',
  )
  expect(choiceInWords({ ...grounds, stake: 0, price: 0, rtt: undefined, among: 1 }, 0)).toBe(
    'The only one that can take it: works for nothing, score 98\u00a0%',
  )
})
