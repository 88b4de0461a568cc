import { dirname } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { FILM, takeSmallFilm } from './harness/film.ts'
import { openSite, type Site } from './harness/site.ts'
import type { ClipOptions } from './pages/clips.ts'
import type { Deed } from './pages/files.bars.ts'
import type { Ask, Behaviour } from './pages/files.ts'

/** Seconds of a clip in which the film has a key that is not the first. */
const SECONDS = 11

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await openSite(['e2e/pages/files.html'], {
    ...{ '/film': dirname(FILM), '/small': await takeSmallFilm() },
  })
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.goto(`${site.url}/e2e/pages/files.html`)
  await clip('film.mp4', { seconds: SECONDS })
  await clip('short.mp4', { seconds: 1 })
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

function clip(name: string, options: Partial<ClipOptions>) {
  const all: ClipOptions = { container: 'mp4', seconds: 1, picture: true, sound: 'film', ...options }
  return page
    .evaluate(([all, name]) => window.files.clip('/film/video.mp4', all, name), [all, name] as const)
    .then(() => {})
}

const transcode = (input: string, ask: Partial<Ask>, lanes: Behaviour[] = ['good', 'good']) =>
  page.evaluate(([input, ask, lanes]) => window.files.transcode(input, ask, lanes), [
    input,
    { container: 'mp4', codec: 'h264', rungs: ['240p'], ...ask } as Ask,
    lanes,
  ] as const)

const source = (name: string) => page.evaluate(name => window.files.source(name), name)
const times = ({ packets }: { packets: { timestamp: number }[] }) =>
  packets.map(({ timestamp }) => timestamp).sort((a, b) => a - b)

const microseconds = (range: { start: number; end: number }) => ({
  start: range.start * 1e6,
  end: range.end * 1e6,
})

test('an MP4 has every frame of its source at its time in every rendition, and its sound, whoever fails or leaves', async () => {
  const film = await source('film.mp4')
  const { files, segments, lanes } = await transcode('film.mp4', { rungs: ['240p', '360p'] }, [
    'leaves',
    'fails',
    'good',
  ])
  expect(segments.length).toBeGreaterThan(2)
  expect(lanes.filter(({ failed }) => failed > 0).map(({ peer }) => peer)).toEqual(['fails-1'])
  expect(lanes.reduce((sum, { made }) => sum + made, 0)).toBe(segments.length)
  expect(files.map(({ name, height }) => [name, height])).toEqual([
    ['film-240p.mp4', 240],
    ['film-360p.mp4', 360],
  ])
  for (const file of files) {
    expect(times(file)).toEqual(times(film))
    expect(file.decoded).toEqual(times(film))
    expect(file.duration).toBeCloseTo(film.duration, 4)
    for (const { start } of segments) {
      expect(file.packets.find(({ timestamp }) => timestamp >= start)?.key).toBe(true)
    }
    expect(file.sound).toMatchObject({ codec: 'aac', start: film.sound?.start })
  }
})

test('a part of a film in WebM begins at 0, and its sound is encoded with it', async () => {
  const film = await source('film-240p.mp4')
  const trim = microseconds({ start: 9.5, end: 11 })
  const { files } = await transcode('film-240p.mp4', { container: 'webm', codec: 'vp9', trim })
  const wanted = times(film).filter(time => time >= trim.start && time < trim.end)
  // WebM has whole milliseconds.
  expect(times(files[0] as never)).toEqual(wanted.map(time => Math.round((time - trim.start) / 1000) * 1000))
  expect(files[0]?.decoded).toHaveLength(wanted.length)
  expect(files[0]?.sound).toMatchObject({ codec: 'opus', channels: 2 })
  expect(files[0]?.sound?.start).toBeLessThan(1 / 24)
  expect(Math.abs((files[0]?.sound?.end ?? 0) - 1.5)).toBeLessThan(1 / 24)
})

test('HLS has a master playlist that says all, and segments that play without a gap', async () => {
  const trim = microseconds({ start: 8, end: 11 })
  const ask: Ask = { container: 'hls', codec: 'h264', rungs: ['240p', '360p'], trim }
  const { master, playlists, played } = await page.evaluate(
    ask => window.files.packaged('film-360p.mp4', ask),
    ask,
  )
  const variants = master.split('\n').filter(line => line.startsWith('#EXT-X-STREAM-INF'))
  expect(variants).toHaveLength(2)
  for (const variant of variants) {
    expect(variant).toMatch(/BANDWIDTH=\d+/)
    expect(variant).toMatch(/CODECS="avc1\.\w+,mp4a\.40\.2"/)
    expect(variant).toMatch(/RESOLUTION=(426x240|640x360)/)
  }
  for (const { packets, decoded } of played) {
    expect(packets).toHaveLength(72)
    expect(decoded).toHaveLength(72)
    const steps = decoded.slice(1).map((time, index) => time - (decoded[index] as number))
    expect(Math.max(...steps)).toBeLessThan(41_680)
    expect(Math.min(...steps)).toBeGreaterThan(41_650)
  }
  for (const text of Object.values(playlists)) expect(text).toMatch(/^#EXTM3U\n/)
})

test('after a reload it goes on with what is made', async () => {
  const ask: Ask = { container: 'fmp4', codec: 'h264', rungs: ['240p'] }
  await page.evaluate(ask => window.files.abandon('film-240p.mp4', ask, 1), ask)
  await page.reload()
  const { files, first, segments, lanes } = await transcode('film-240p.mp4', ask, ['good'])
  expect(first?.made).toBeGreaterThan(0)
  expect(lanes[0]?.made).toBe(segments.length - 1)
  expect(times(files[0] as never)).toEqual(times(await source('film-240p.mp4')))
})

test('other containers are read: rotation is kept, and sound that has to be is encoded', async () => {
  await clip('turned.mov', { container: 'mov', rotation: 90, sound: 'pcm' })
  await clip('mute.ts', { container: 'ts', sound: 'none' })
  const turned = await transcode('turned.mov', {})
  expect(turned.files[0]).toMatchObject({ rotation: 90, width: 240, height: 426 })
  expect(turned.files[0]?.sound?.codec).toBe('aac')
  expect(Math.abs(turned.files[0]?.sound?.start ?? 1)).toBeLessThan(1 / 24)
  const mute = await transcode('mute.ts', { container: 'webm', codec: 'vp9', quality: 20 })
  expect(mute.info.notices).toEqual(['This file has no sound.'])
  expect(mute.files[0]?.decoded).toHaveLength(24)
  expect(mute.files[0]?.sound).toBeUndefined()
  // The same pictures to less quality, in the other codec that knows it.
  const poor = await transcode('mute.ts', { container: 'webm', codec: 'av1', quality: 50 })
  expect(poor.files[0]?.decoded).toHaveLength(24)
  expect(poor.files[0]?.size).toBeLessThan((mute.files[0]?.size ?? 0) / 3)
})

/** All of a picture of 960×540 in a square, what a square cuts out of it, and other bars around it. */
const SQUARE = { left: 0, top: -210, width: 960, height: 960 }
const CUT = { left: 210, top: 0, width: 540, height: 540 }
const WIDE = { left: -150, top: 0, width: 1260, height: 540 }
const LOWER = { left: 0, top: -90, width: 960, height: 720 }

test('a film in another shape has all of its picture between black bars, at every size', async () => {
  await page.evaluate(options => window.files.clip('/small/film.mp4', options, 'small.mp4'), {
    container: 'mp4',
    seconds: 1,
    picture: true,
    sound: 'none',
  } as const)
  const shape = { shape: '1:1', fit: 'bars' } as const
  const { files, order, info } = await transcode('small.mp4', { rungs: ['240p', '360p'], ...shape })
  expect(order.crop).toEqual(SQUARE)
  expect(files.map(({ width, height }) => [width, height])).toEqual([
    [240, 240],
    [360, 360],
  ])
  for (const { name } of files) {
    const { glow, psnr } = await page.evaluate(
      ([name, source, crop]) => window.files.look('small.mp4', name, source, crop),
      [name, info.video.source, SQUARE] as const,
    )
    expect(glow).toBeLessThan(10)
    expect(psnr).toBeGreaterThan(28)
  }
})

test.each<[string, Deed, string]>([
  ['as it was ordered', { ordered: SQUARE, made: SQUARE }, ''],
  ['as it was ordered, in VP9', { ordered: SQUARE, made: SQUARE, rendition: { codec: 'vp9' } }, ''],
  ['with bars beside it', { ordered: WIDE, made: WIDE, rendition: { width: 560, height: 240 } }, ''],
  ['stretched instead of barred', { ordered: SQUARE }, 'Its pictures are others than the source’s.'],
  ['cut', { ordered: SQUARE, made: CUT }, 'others'],
  ['between other bars', { ordered: SQUARE, made: LOWER }, 'others'],
  ['between bars that nobody ordered', { made: SQUARE }, 'others'],
  ['another picture between the bars', { ordered: SQUARE, made: SQUARE, paints: 'mirrored' }, 'others'],
  ['something in a bar', { ordered: SQUARE, paints: 'sign' }, 'not black'],
])('the check of a picture %s', async (_, deed, reason) => {
  const finding = await page.evaluate(deed => window.files.judge('/small/film.mp4', deed), deed)
  expect(finding).toMatchObject({
    verdict: reason === '' ? 'good' : 'cheat',
    reason: expect.stringContaining(reason),
  })
})

test('each bad file is refused with what is wrong with it', async () => {
  const refusal = (name: string) => page.evaluate(name => window.files.refusal(name), name)
  const damage = (name: string, keep: number, noise: number) =>
    page.evaluate(([name, keep, noise]) => window.files.damage('short.mp4', name, keep, noise), [
      name,
      keep,
      noise,
    ] as const)
  await damage('empty.mp4', 0, 0)
  await damage('cut.mp4', 0.6, 0)
  await damage('header.mp4', 0.0005, 0)
  await damage('noise.mp4', 1, 20_000)
  await clip('voice.mp4', { picture: false })
  await page.evaluate(() => window.files.put('text.mp4', 'This is no film. '.repeat(100)))
  expect(await refusal('empty.mp4')).toMatchObject({ code: 'bad-input', message: 'This file is empty.' })
  expect(await refusal('cut.mp4')).toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/^The file ends after/),
  })
  expect(await refusal('header.mp4')).toMatchObject({ code: 'bad-input' })
  expect(await refusal('noise.mp4')).toMatchObject({ code: 'bad-input' })
  expect(await refusal('voice.mp4')).toMatchObject({
    code: 'bad-input',
    message: 'This file holds no video.',
  })
  expect(await refusal('text.mp4')).toMatchObject({
    code: 'bad-input',
    message: 'This is not a video file that can be read.',
  })
})
