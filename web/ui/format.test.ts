import { expect, test } from 'vitest'
import {
  bitrate,
  bytes,
  clock,
  count,
  duration,
  framerate,
  milliseconds,
  moment,
  percent,
  shortPeer,
} from './format.ts'

test('figures read as people say them', () => {
  expect([bitrate(0), bitrate(350_400), bitrate(999_600), bitrate(4_940_000)]).toEqual([
    '0 kb/s',
    '350 kb/s',
    '1.0 Mb/s',
    '4.9 Mb/s',
  ])
  expect([bytes(870_400), bytes(12_345_678), bytes(4.2e9)]).toEqual(['870 kB', '12.3 MB', '4.2 GB'])
  expect([milliseconds(84.6), milliseconds(1234)]).toEqual(['85 ms', '1.2 s'])
  expect([framerate(24), framerate(29.97), framerate(23.94)]).toEqual(['24', '30', '23.9'])
  expect([count(1, 'viewer'), count(0, 'viewer')]).toEqual(['1 viewer', '0 viewers'])
})

test('a clock counts hours only when there are some', () => {
  expect([clock(-5), clock(7000), clock(725_000), clock(3_723_000)]).toEqual([
    '0:00',
    '0:07',
    '12:05',
    '1:02:03',
  ])
})

test('peers are told apart by the end of their id', () => {
  expect(shortPeer('12D3KooWQYzWFq8hKkVxM5gC')).toBe('KkVxM5gC')
  expect(shortPeer('abc')).toBe('abc')
})

test('shares are percentages without needless zeros', () => {
  expect([percent(0), percent(0.0005), percent(0.125), percent(1), percent(1 / 3, 1)]).toEqual([
    '0\u00a0%',
    '0.05\u00a0%',
    '12.5\u00a0%',
    '100\u00a0%',
    '33.3\u00a0%',
  ])
})

test('durations name their two largest units', () => {
  const [minute, hour] = [60_000, 3_600_000]
  expect(
    [-1, 0, 300, 28_400, 3.5 * minute, 60 * minute, 21.3 * hour, 148 * hour, 168 * hour].map(duration),
  ).toEqual(['0 s', '0 s', 'less than 1 s', '28 s', '4 min', '1 h', '21 h 18 min', '6 days 4 h', '7 days'])
})

test('a moment names its day unless that is today', () => {
  const now = new Date(2026, 10, 26, 12)
  expect(moment(new Date(2026, 10, 26, 14, 3), now)).not.toMatch(/26/)
  expect(moment(new Date(2026, 10, 27, 14, 3), now)).toMatch(/27/)
  expect(moment(new Date(2027, 0, 2, 14, 3), now)).toMatch(/2027/)
})
