import { dirname } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildElement } from '../vite.element.ts'
import type { MillraceWatch } from '../web/viewer/element.ts'
import { launchBrowser } from './harness/browser.ts'
import { FILM } from './harness/film.ts'
import { openSite, type Site } from './harness/site.ts'
import type { TestGateway } from './pages/viewer.network.ts'

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

  test('rubbish in a chunk costs no more than its GOP', async () => {
    const { shown, failed, last } = await page.evaluate(async () => {
      const { playback, paced, close } = await viewer.playback()
      const chunks = await viewer.chunks(1, 0, 3)
      const rubbish = (chunk: (typeof chunks)[0]) =>
        chunk.timestamp < 1_000_000
          ? { ...chunk, data: chunk.data.map((byte, index) => byte ^ (index * 7)) }
          : chunk
      await paced(chunks.map(rubbish))
      await viewer.until(async () => (await playback.shown()).at(-1)?.timestamp === chunks.at(-1)?.timestamp)
      const result = { shown: await playback.shown(), failed: await playback.failed() }
      await close()
      return { ...result, last: chunks.at(-1)?.timestamp }
    })
    expect(failed.length).toBeGreaterThan(0)
    expect(shown.at(-1)?.timestamp).toBe(last)
    expect(shown.some(({ timestamp }) => timestamp === 1_000_000)).toBe(true)
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
  test('plays over a real link with sound in sync, and closes everything', async () => {
    const { states, offsets, stats, links } = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      const { player } = viewer.play(gateway.network, { muted: false })
      const states = [player.snapshot().state]
      const offsets: number[] = []
      player.onchange(() => {
        const { state, stats } = player.snapshot()
        if (states.at(-1) !== state) states.push(state)
        if (stats.audioOffset !== 0) offsets.push(stats.audioOffset)
      })
      await viewer.until(() => offsets.length >= 12)
      const { stats } = player.snapshot()
      player.close()
      await viewer.until(() => gateway.links() === 0)
      gateway.close()
      return { states, offsets, stats, links: gateway.links() }
    })
    expect(states).toEqual(['connecting', 'playing'])
    for (const offset of offsets.slice(4)) expect(Math.abs(offset)).toBeLessThanOrEqual(80)
    expect(stats).toMatchObject({ codec: 'avc1.64001f', carrier: 'rtp', freezes: 0 })
    expect(stats.latency).toBeGreaterThan(0)
    expect(links).toBe(0)
  })

  test('goes over to another rung when told to, and by name', async () => {
    const { tracks, selected } = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      const { player } = viewer.play(gateway.network, { quality: '360p' })
      await viewer.until(() => player.snapshot().stats.width === 640)
      const tracks = [player.snapshot().track]
      player.select(1)
      await viewer.until(() => player.snapshot().stats.width === 320)
      tracks.push(player.snapshot().track)
      const selected = player.snapshot().quality
      player.close()
      gateway.close()
      return { tracks, selected }
    })
    expect(tracks).toEqual([2, 1])
    expect(selected).toBe(1)
  })

  test('a link that breaks is opened again', async () => {
    const states = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      const { player } = viewer.play(gateway.network)
      const states: string[] = []
      player.onchange(() => {
        const { state } = player.snapshot()
        if (states.at(-1) !== state) states.push(state)
      })
      await viewer.until(() => states.includes('playing'))
      gateway.cut()
      await viewer.until(() => states.includes('reconnecting') && states.at(-1) === 'playing')
      player.close()
      gateway.close()
      return states
    })
    expect(states.slice(-3)).toEqual(['reconnecting', 'connecting', 'playing'])
  })

  test('says that the stream waits, goes on, and ends', async () => {
    const { waiting, playing, ended } = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      const { player } = viewer.play(gateway.network)
      const reached = async (state: string) => {
        await viewer.until(() => player.snapshot().state === state)
        return player.snapshot()
      }
      await reached('playing')
      gateway.announce({ state: 'waiting', reason: 'No orchestrator yet.' })
      const waiting = await reached('waiting')
      gateway.announce({ state: 'live', reason: '' })
      const playing = await reached('playing')
      gateway.end()
      const ended = await reached('ended')
      await viewer.until(() => gateway.links() === 0)
      player.close()
      gateway.close()
      return { waiting, playing, ended }
    })
    expect(waiting.reason).toBe('No orchestrator yet.')
    expect(playing.reason).toBe('')
    expect(ended.reason).toBe('The film is over.')
  })

  test('a full stream is tried again, one that is not there is not', async () => {
    const { busy, gone } = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      gateway.refuse('busy')
      const patient = viewer.play(gateway.network).player
      await viewer.until(() => patient.snapshot().reason !== '')
      const busy = patient.snapshot()
      gateway.refuse(undefined)
      await viewer.until(() => patient.snapshot().state === 'playing')
      gateway.refuse('not-found')
      const hopeless = viewer.play(gateway.network).player
      await viewer.until(() => hopeless.snapshot().state === 'failed')
      const gone = hopeless.snapshot()
      patient.close()
      hopeless.close()
      gateway.close()
      return { busy, gone }
    })
    expect(busy).toMatchObject({ state: 'connecting', reason: 'The test says no.' })
    expect(gone.reason).toBe('The test says no.')
  })

  test('pauses and goes on at the live edge', async () => {
    const { before, paused, after } = await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      const { player } = viewer.play(gateway.network)
      await viewer.until(() => player.snapshot().stats.frames > 24)
      player.pause()
      const heard = () => gateway.heard.findLast(message => message.kind === 'report')?.body
      const still = async () => {
        const frames = player.snapshot().stats.frames
        const count = gateway.heard.length
        await viewer.until(() => gateway.heard.length > count + 4)
        return player.snapshot().stats.frames === frames
      }
      await viewer.until(still)
      const before = heard()
      const paused = player.snapshot().paused
      player.play()
      await viewer.until(() => player.snapshot().stats.frames > (before?.frames ?? 0) + 12)
      player.jumpToLive()
      const after = player.snapshot()
      player.close()
      gateway.close()
      return { before, paused, after }
    })
    expect(paused).toBe(true)
    expect(after.paused).toBe(false)
    expect(after.stats.frames).toBeGreaterThan(before?.frames ?? 0)
  })

  test('opening and closing many leaves nothing behind', async () => {
    await page.evaluate(async () => {
      const gateway = await viewer.gateway()
      for (let round = 0; round < 4; round += 1) {
        const { player, canvas } = viewer.play(gateway.network, { muted: false })
        // Every other one is closed before it has begun.
        if (round % 2 === 0) await viewer.until(() => player.snapshot().stats.frames > 5)
        player.close()
        canvas.remove()
        await viewer.until(() => gateway.links() === 0)
      }
      gateway.close()
    })
    await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBe(0)
  })
})

describe('<millrace-watch>', () => {
  test('plays, tells, and is worked by keys and controls', async () => {
    await page.evaluate(async () => {
      viewer.defineElement()
      const gateway = await viewer.gateway()
      const element = viewer.element(gateway.network, { controls: '', muted: '', id: 'watch' })
      const told: string[] = []
      for (const type of ['statechange', 'qualitychange', 'statschange']) {
        element.addEventListener(type, () => told.push(type))
      }
      await viewer.until(() => element.snapshot?.state === 'playing')
      Object.assign(globalThis, { gateway, told })
    })
    const element = page.locator('#watch')
    const snapshot = () => element.evaluate(watch => (watch as MillraceWatch).snapshot)
    await element.getByRole('region', { name: 'Live stream: Film' }).focus()

    await page.keyboard.press('k')
    expect(await snapshot()).toMatchObject({ paused: true })
    await page.keyboard.press('Space')
    expect(await snapshot()).toMatchObject({ paused: false })
    await page.keyboard.press('ArrowDown')
    expect(await snapshot()).toMatchObject({ volume: 0.95 })
    await page.keyboard.press('m')
    await expect.poll(async () => (await snapshot())?.muted).toBe(true)
    await page.keyboard.press('i')
    await element.getByText('shown').waitFor()
    await page.keyboard.press('f')
    await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('watch')
    await page.keyboard.press('f')
    await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null)

    await element.getByRole('combobox', { name: 'Quality' }).selectOption('180p')
    expect(await snapshot()).toMatchObject({ quality: 1 })
    await element.getByRole('button', { name: 'Pause' }).click()
    await element.getByRole('button', { name: 'Play' }).click()
    await element.getByRole('button', { name: 'Unmute' }).click()
    await expect.poll(async () => (await snapshot())?.muted).toBe(false)
    const told = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told)
    expect(new Set(told)).toEqual(new Set(['statechange', 'qualitychange', 'statschange']))

    await page.evaluate(async () => {
      const { gateway } = globalThis as unknown as { gateway: TestGateway }
      document.getElementById('watch')?.remove()
      await viewer.until(() => gateway.links() === 0)
      gateway.close()
    })
  })

  test('takes defaults for attributes that make no sense, and says what is wrong with a link', async () => {
    const { quality, error, shown } = await page.evaluate(async () => {
      viewer.defineElement()
      const gateway = await viewer.gateway()
      const odd = viewer.element(gateway.network, { quality: 'best', visible: 'maybe' })
      await viewer.until(() => odd.snapshot !== undefined)
      const quality = odd.snapshot?.quality
      const broken = viewer.element(gateway.network, { src: 'nonsense' })
      const error = await new Promise(done => {
        broken.addEventListener('error', event => done('detail' in event && event.detail), { once: true })
      })
      const shown = broken.shadowRoot?.querySelector('[role=status]')?.textContent
      odd.remove()
      broken.remove()
      gateway.close()
      return { quality, error, shown }
    })
    expect(quality).toBe('auto')
    expect(error).toBe('This link names no stream.')
    expect(shown).toContain('Ask the streamer for the whole link')
    expect(complaints.splice(0)).toEqual([
      '<millrace-watch> knows no quality "best": it takes "auto".',
      '<millrace-watch visible="maybe"> is neither "true" nor "false": it is taken as "true".',
    ])
  })

  test('plays on a page of another origin that is not isolated', async () => {
    const foreign = await browser.newPage()
    foreign.on('console', message => complaints.push(message.text()))
    foreign.on('pageerror', error => complaints.push(error.message))
    await foreign.route(`${site.url}/**`, async route => {
      const response = await route.fetch()
      const {
        'cross-origin-opener-policy': _,
        'cross-origin-embedder-policy': __,
        ...headers
      } = response.headers()
      await route.fulfill({ response, headers })
    })
    const file = 'http://localhost:4/millrace-watch.js'
    const code = await buildElement()
    await foreign.route(file, route =>
      route.fulfill({
        body: code,
        contentType: 'text/javascript',
        headers: { 'Access-Control-Allow-Origin': '*' },
      }),
    )
    await foreign.goto(`${site.url}/e2e/pages/viewer.html`)
    await foreign.addScriptTag({ url: file, type: 'module' })
    const played = await foreign.evaluate(async () => {
      await customElements.whenDefined('millrace-watch')
      const gateway = await viewer.gateway()
      const element = viewer.element(gateway.network, { controls: '' })
      await viewer.until(() => (element.snapshot?.stats.audioOffset ?? 0) !== 0)
      const state = element.snapshot?.state
      element.remove()
      await viewer.until(() => gateway.links() === 0)
      gateway.close()
      return { state, isolated: crossOriginIsolated }
    })
    await foreign.close()
    expect(played).toEqual({ state: 'playing', isolated: false })
  })
})
