import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Settings } from '../options.ts'
import { nameOf, wishOf } from './task.ts'

test('what is not said', () => {
  expect(wishOf({ out: '/a.mp4' })).toEqual({
    ...{ container: 'mp4', codec: 'h264', sound: true, trim: {} },
    ...{ maxFramerate: 0, shape: 'all', fit: 'crop', turn: 0 },
    renditions: [{ name: 'source' }],
  })
  expect(wishOf({ out: '/a.WebM' })).toMatchObject({ container: 'webm', codec: 'vp9' })
  expect(wishOf({ hls: '/a' })).toMatchObject({ container: 'hls', codec: 'h264' })
})

test('all that can be said', () => {
  const asked: Settings = {
    ...{ out: '/a.webm', codec: 'av1', sound: false, trim: '1:00-' },
    ...{ framerate: 24, crop: '1:1', turn: 90, effect: 'style-oil' },
    ...{ rendition: ['480p', '720p'], bitrate: ['900k', '2M'] },
  }
  expect(wishOf(asked)).toEqual({
    ...{ container: 'webm', codec: 'av1', sound: false, trim: { start: 60 } },
    ...{ maxFramerate: 24, shape: '1:1', fit: 'crop', turn: 90, effect: { id: 'style-oil', strength: 1 } },
    renditions: [
      { name: '480p', bitrate: 900_000 },
      { name: '720p', bitrate: 2_000_000 },
    ],
  })
  expect(wishOf({ ...asked, bitrate: ['1M'] }).renditions).toEqual([
    { name: '480p', bitrate: 1_000_000 },
    { name: '720p', bitrate: 1_000_000 },
  ])
  expect(wishOf({ out: '/a.mp4', bitrate: ['1M'] }).renditions).toEqual([
    { name: 'source', bitrate: 1_000_000 },
  ])
})

test('a shape by bars', () => {
  expect(wishOf({ out: '/a.mp4', bars: '1:1' })).toMatchObject({ shape: '1:1', fit: 'bars' })
})

test('a quality instead of a bitrate is made in VP9, unless AV1 is asked for', () => {
  expect(wishOf({ out: '/a.mp4', quality: 'high' })).toMatchObject({ codec: 'vp9', quality: 20 })
  expect(wishOf({ out: '/a.mp4', quality: '0', codec: 'av1' })).toMatchObject({ codec: 'av1', quality: 0 })
})

test.each<[Settings, string]>([
  [{}, 'one place'],
  [{ out: '/a.mp4', hls: '/a' }, 'one place'],
  [{ out: '/a.webm', codec: 'h264' }, 'not H.264'],
  [{ out: '/a.mp4', rendition: ['480p', '480p'] }, 'twice'],
  [{ out: '/a.mp4', rendition: ['480p'], bitrate: ['1M', '2M'] }, 'once'],
  [{ out: '/a.mp4', bitrate: ['1M', '2M'] }, 'once'],
  [{ out: '/a.mp4', bitrate: ['1M'], quality: 'high' }, 'either'],
  [{ out: '/a.mp4', crop: '1:1', bars: '1:1' }, 'either'],
  [{ out: '/a.mp4', codec: 'h264', quality: 'high' }, 'not H.264'],
])('%j do not go together', (settings, words) => {
  expect(() => wishOf(settings)).toThrow(words)
})

test('work keeps its name as long as it is the same work', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-task-'))
  const file = join(folder, 'film.mp4')
  await writeFile(file, 'film')
  const wish = wishOf({ out: '/a.mp4' })
  const secret = new Uint8Array([1])
  const name = await nameOf(file, wish, secret)
  expect(name).toMatch(/^[0-9a-f]{32}$/)
  expect(await nameOf(file, wishOf({ out: '/b.mp4' }), secret)).toBe(name)
  expect(await nameOf(file, wishOf({ out: '/a.webm' }), secret)).not.toBe(name)
  expect(await nameOf(file, wish, new Uint8Array([2]))).not.toBe(name)
  await utimes(file, 1, 1)
  expect(await nameOf(file, wish, secret)).not.toBe(name)
  await rm(folder, { recursive: true })
})
