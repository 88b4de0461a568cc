import { dirname } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { FILM } from './harness/mill.ts'
import { openSite, type Site } from './harness/site.ts'
import type { ClipOptions } from './pages/clips.ts'
import type { Ask, Behaviour } from './pages/files.ts'

/** Seconds of a clip in which the film has a key that is not the first. */
const SECONDS = 12

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await openSite(['e2e/pages/files.html'], { '/film': dirname(FILM) })
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

test('an MP4 has every frame of its source at its time in every rendition, and its sound', async () => {
  const film = await source('film.mp4')
  const { files, segments } = await transcode('film.mp4', { rungs: ['240p', '360p'] })
  expect(segments.length).toBeGreaterThan(2)
  expect(files.map(({ name, height }) => [name, height])).toEqual([
    ['film-240p.mp4', 240],
    ['film-360p.mp4', 360],
  ])
  for (const file of files) {
    expect(times(file)).toEqual(times(film))
    expect(file.decoded).toEqual(film.decoded)
    expect(file.duration).toBeCloseTo(film.duration, 4)
    for (const { start } of segments) {
      expect(file.packets.find(({ timestamp }) => timestamp >= start)?.key).toBe(true)
    }
    expect(file.sound).toMatchObject({ codec: 'aac', start: film.sound?.start })
  }
})
