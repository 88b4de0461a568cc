import { expect, test } from 'vitest'
import type { Cue } from './schema.ts'
import { formatVtt } from './webvtt.ts'

const cue = (id: number, start: number, text: string): Cue => {
  return { kind: 'caption', id, start, end: start + 1_500_000, text }
}

test('captions are written in their order, with times of hours', () => {
  expect(formatVtt([cue(2, 3_723_456_000, 'Later.'), cue(1, 0, 'First.')])).toBe(`WEBVTT

1
00:00:00.000 --> 00:00:01.500
First.

2
01:02:03.456 --> 01:02:04.956
Later.
`)
})

test('a segment says what its times are; without words it is empty', () => {
  expect(formatVtt([cue(1, 0, '')], true)).toBe('WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n')
})

test('no text ends its cue, or begins markup', () => {
  const text = formatVtt([cue(1, 0, 'a\n\n00:01.000 --> 00:09.000\n<b>&')])
  expect(text.split('\n\n')).toHaveLength(2)
  expect(text).toContain('a 00:01.000 --&gt; 00:09.000 &lt;b&gt;&amp;')
})
