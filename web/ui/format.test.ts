import { expect, test } from 'vitest'
import { bitrate, clock, count, framerate, milliseconds, shortPeer } from './format.ts'

test('figures read as people say them', () => {
  expect([bitrate(0), bitrate(350_400), bitrate(999_600), bitrate(4_940_000)]).toEqual([
    '0 kb/s',
    '350 kb/s',
    '1.0 Mb/s',
    '4.9 Mb/s',
  ])
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
