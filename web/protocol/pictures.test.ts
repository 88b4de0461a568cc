import { expect, test } from 'vitest'
import { formatThumbnails, parseThumbnails } from './pictures.ts'

const BEGIN = 1_700_000_000_000
const thumbnail = (at: number) => ({ uri: `pictures/a-${at}.jpg`, at: BEGIN + at, width: 320, height: 180 })

test('each picture stands until the next one, the last until the end', () => {
  expect(formatThumbnails([thumbnail(500), thumbnail(3_671_250)], BEGIN, BEGIN + 3_680_000)).toBe(`WEBVTT

NOTE begins ${BEGIN}

00:00:00.500 --> 01:01:11.250
pictures/a-500.jpg#xywh=0,0,320,180

01:01:11.250 --> 01:01:20.000
pictures/a-3671250.jpg#xywh=0,0,320,180
`)
})

test('what is written is what is read', () => {
  const all = [0, 10_000, 59_999, 7_200_000].map(thumbnail)
  expect(parseThumbnails(formatThumbnails(all, BEGIN, BEGIN + 7_210_000))).toEqual(all)
  expect(parseThumbnails(formatThumbnails([], BEGIN, BEGIN))).toEqual([])
})

test.each(['', 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na.jpg#xywh=0,0,1,1\n', '<html>'])(
  '%j is no track of ours',
  text => {
    expect(parseThumbnails(text)).toEqual([])
  },
)
