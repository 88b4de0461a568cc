import { expect, test } from 'vitest'
import type { FileInfo, Order, VideoInfo } from '../../files/types.ts'
import { cropTo, keptSize } from './crop.ts'
import { type Draft, draftFor, type Habits, orderFrom, sizesFor, weightOf } from './draft.ts'
import { formatTime, parseTime } from './time.ts'

const HABITS: Habits = {
  container: 'mp4',
  codec: 'h264',
  sizes: ['720p'],
  maxFramerate: 0,
  sound: true,
  shape: 'all',
  fit: 'crop',
}

function info(change: Partial<VideoInfo> = {}): FileInfo {
  const [width, height] = [change.width ?? 1920, change.height ?? 1080]
  return {
    format: 'MP4',
    video: {
      ...{ start: 0, end: 10_005_000, framerate: 24, steady: 24, frames: 240, bitrate: 8_000_000 },
      ...{ width, height, rotation: 0, flip: false, label: {} },
      source: { codec: 'avc1.640028', width, height },
      ...change,
    },
    sounds: [1, 2].map(number => ({
      ...{ number, codec: 'mp4a.40.2', channels: 2, sampleRate: 48_000, decodable: true, label: {} },
    })),
    tags: {},
    notices: [],
  }
}

const draft = (change: Partial<Draft> = {}, of = info()): Draft => ({
  ...draftFor(of, HABITS),
  ...change,
})
function ordered(change: Partial<Draft> = {}, of = info()): Order {
  const result = orderFrom(of, draft(change, of))
  if ('problem' in result) throw new Error(result.problem.text)
  return result.order
}
function problem(change: Partial<Draft>) {
  const result = orderFrom(info(), draft(change))
  return 'problem' in result ? result.problem : undefined
}

test('a draft that nobody touched orders the whole film', () => {
  const rendition = { track: 1, name: '720p', codec: 'h264', width: 1280, height: 720, maxFramerate: 0 }
  expect(ordered()).toEqual({
    renditions: [{ ...rendition, bitrate: 2_500_000 }],
    container: 'mp4',
    sounds: [1, 2],
  })
})

test('what is enlarged has the sizes above its own, up to twice that', () => {
  const small = info({ width: 854, height: 480 })
  const effect = { id: 'enlarge', strength: 1 }
  const sizes = sizesFor(small, draft({ effect }, small))
  expect(sizes.map(({ name }) => name)).toEqual(['720p', '960p'])
  expect(sizes.at(-1)).toMatchObject({ width: 1708, height: 960 })
})

test('sizes are the rungs within, and the file’s own', () => {
  const names = (of: FileInfo) => sizesFor(of, draft()).map(({ name }) => name)
  expect(names(info())).toEqual(['240p', '360p', '480p', '720p', '1080p'])
  expect(names(info({ width: 3840, height: 2160 })).at(-1)).toBe('2160p')
  const small = info({ width: 200, height: 100 })
  expect(names(small)).toEqual(['100p'])
  expect(draft({}, small).sizes).toEqual(['100p'])
})

test('bitrates are the usual ones, never much above the source’s, or as they are typed', () => {
  expect(sizesFor(info({ bitrate: 500_000 }), draft()).map(({ bitrate }) => bitrate)).toEqual([
    350_000, 700_000, 1_000_000, 1_000_000, 1_000_000,
  ])
  expect(ordered({ bitrates: { '720p': '1800' } }).renditions[0]?.bitrate).toBe(1_800_000)
  expect(ordered({ bitrates: { '720p': ' ' } }).renditions[0]?.bitrate).toBe(2_500_000)
  expect(problem({ bitrates: { '720p': '10' } })?.at).toBe('bitrates')
  expect(problem({ bitrates: { '720p': 'x' } })?.at).toBe('bitrates')
})

test('a quality takes the place of bitrates, but not for H.264', () => {
  const change = { quality: 'high', bitrates: { '720p': 'x' } } as const
  const [rendition] = ordered({ ...change, codec: 'vp9' }).renditions
  expect(rendition).toMatchObject({ name: '720p', quantizer: 81 })
  expect(rendition?.bitrate).toBeGreaterThan(1_750_000)
  expect(problem({ ...change, codec: 'h264' })?.at).toBe('bitrates')
  expect(ordered({ quality: 'high' }).renditions[0]).not.toHaveProperty('quantizer')
})

test('cuts in time', () => {
  expect(ordered({ from: '2', to: '0:04.5' }).trim).toEqual({ start: 2_000_000, end: 4_500_000 })
  expect(ordered({ from: '0:01' }).trim).toEqual({ start: 1_000_000, end: 10_005_000 })
  expect(ordered({ to: '99' }).trim).toBeUndefined()
  expect(ordered({ from: '1' }, info({ start: 500_000 })).trim?.start).toBe(1_500_000)
  expect(problem({ from: '5', to: '4' })?.at).toBe('trim')
  expect(problem({ from: '11', to: '12' })?.at).toBe('trim')
  expect(problem({ from: 'now' })?.at).toBe('trim')
  expect(problem({ sizes: ['2160p'] })?.at).toBe('sizes')
})

test('cuts to a shape are even, in the middle, and follow how the picture is seen', () => {
  const { video } = info()
  expect(cropTo(video, 'all', 'crop', 0)).toBeUndefined()
  expect(cropTo(video, '16:9', 'crop', 0)).toBeUndefined()
  expect(cropTo(video, '1:1', 'crop', 0)).toEqual({ left: 420, top: 0, width: 1080, height: 1080 })
  expect(cropTo(video, '9:16', 'crop', 90)).toBeUndefined()
  expect(cropTo({ ...video, rotation: 90 }, '16:9', 'crop', 0)).toEqual({
    left: 656,
    top: 0,
    width: 606,
    height: 1080,
  })
  const high = info({ width: 1080, height: 1920 }).video
  expect(cropTo(high, '16:9', 'crop', 0)).toEqual({ left: 0, top: 656, width: 1080, height: 606 })
})

test('bars are even, on both sides, and follow how the picture is seen', () => {
  const { video } = info()
  expect(cropTo(video, '16:9', 'bars', 0)).toBeUndefined()
  expect(cropTo(video, '1:1', 'bars', 0)).toEqual({ left: 0, top: -420, width: 1920, height: 1920 })
  expect(cropTo(video, '9:16', 'bars', 90)).toBeUndefined()
  expect(cropTo({ ...video, rotation: 90 }, '1:1', 'bars', 0)).toEqual(cropTo(video, '1:1', 'bars', 0))
  const high = info({ width: 1080, height: 1920 }).video
  expect(cropTo(high, '16:9', 'bars', 0)).toEqual({ left: -1166, top: 0, width: 3412, height: 1920 })
})

test('the whole picture between bars has sizes of the new shape, as far as they can be made', () => {
  const change = { shape: '1:1', fit: 'bars' } as const
  expect(ordered(change)).toMatchObject({
    crop: { left: 0, top: -420, width: 1920, height: 1920 },
    renditions: [{ name: '720p', width: 720, height: 720 }],
  })
  const names = (of: FileInfo) => sizesFor(of, draft(change, of)).map(({ name }) => name)
  expect(names(info())).toEqual(['240p', '360p', '480p', '720p', '1080p', '1920p'])
  expect(names(info({ width: 3840, height: 2160 }))).toEqual(['240p', '360p', '480p', '720p', '1080p'])
})

test('pixels that are not square count as they are seen', () => {
  const video = {
    ...info().video,
    width: 1920,
    height: 1080,
    source: { codec: '', width: 1440, height: 1080 },
  }
  const crop = cropTo(video, '1:1', 'crop', 0)
  expect(crop).toEqual({ left: 314, top: 0, width: 810, height: 1080 })
  expect(keptSize(video, crop)).toEqual({ width: 1080, height: 1080 })
  expect(ordered({ shape: '1:1' }).renditions[0]).toMatchObject({ width: 720, height: 720 })
  const bars = cropTo(video, '1:1', 'bars', 0)
  expect(bars).toEqual({ left: 0, top: -420, width: 1440, height: 1920 })
  expect(keptSize(video, bars)).toEqual({ width: 1920, height: 1920 })
})

test('what an order weighs', () => {
  expect(weightOf(info(), ordered({ to: '0:04' }))).toEqual({ seconds: 4, framerate: 24, bytes: 1_250_000 })
})

test.each([
  [0, '0:00'],
  [7_500_000, '0:07.5'],
  [725_250_000, '12:05.25'],
  [3_723_000_000, '1:02:03'],
])('times are written and read: %i', (time, text) => {
  expect(formatTime(time)).toBe(text)
  expect(parseTime(text)).toBe(time)
})
