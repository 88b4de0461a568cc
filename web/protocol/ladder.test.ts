import { expect, test } from 'vitest'
import { bitrateFor, codecString, type LadderChoice, ladderFor, rungsWithin } from './ladder.ts'

const choice: LadderChoice = {
  rungs: ['480p', '720p', '1080p'],
  codec: 'h264',
  segmentMs: 1000,
  maxFramerate: 0,
}
const film = { width: 1920, height: 1080, framerate: 24 }

test('rungs keep the shape of the source, smallest first', () => {
  const sizes = ladderFor(film, choice).map(({ track, name, width, height }) => [track, name, width, height])
  expect(sizes).toEqual([
    [1, '480p', 854, 480],
    [2, '720p', 1280, 720],
    [3, '1080p', 1920, 1080],
  ])
})

test('a standing picture is measured by its shorter side', () => {
  const [first] = ladderFor({ width: 1080, height: 1920, framerate: 30 }, { ...choice, rungs: ['720p'] })
  expect(first).toMatchObject({ width: 720, height: 1280 })
})

test('no rung above the source', () => {
  expect(ladderFor({ width: 1280, height: 720, framerate: 30 }, choice).map(rung => rung.name)).toEqual([
    '480p',
    '720p',
  ])
  expect(rungsWithin({ width: 640, height: 400 })).toEqual(['240p', '360p'])
})

test('a source below every rung goes on at its own size', () => {
  expect(ladderFor({ width: 322, height: 201, framerate: 15 }, choice)).toMatchObject([
    { track: 1, name: '201p', width: 322, height: 202 },
  ])
})

test('rates fall with the codec and rise with the pace', () => {
  const rate = (codec: LadderChoice['codec'], framerate: number) =>
    ladderFor({ ...film, framerate }, { ...choice, codec, rungs: ['1080p'] })[0]?.bitrate ?? 0
  expect(rate('vp9', 30)).toBeLessThan(rate('h264', 30))
  expect(rate('h264', 60)).toBe(rate('h264', 30) * 1.5)
  expect(bitrateFor({ width: 3840, height: 2160, framerate: 30 })).toBe(10_000_000)
})

test('codec strings carry the level that the picture needs', () => {
  expect(codecString('h264', film)).toBe('avc1.640028')
  expect(codecString('h264', { width: 854, height: 480, framerate: 30 })).toBe('avc1.64001f')
  expect(codecString('h264', { ...film, framerate: 60 })).toBe('avc1.64002a')
  expect(codecString('vp9', { ...film, framerate: 30 })).toBe('vp09.00.40.08')
  expect(codecString('av1', { width: 1280, height: 720, framerate: 30 })).toBe('av01.0.05M.08')
})
