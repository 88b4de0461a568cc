import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HlsServer, startHls } from '../node-headless/hls/server.ts'
import type { PlayerSnapshot } from '../web/viewer/types.ts'
import { delivered, type Mill, openMill } from './harness/mill.ts'
import { countFrames, until } from './harness/watch.ts'

/** Of what models/speech/austen.wav says, as it is heard. */
const SAID = /young man|amiable|himself/

let mill: Mill
let folder: string
let server: HlsServer

beforeAll(async () => {
  mill = await openMill()
  folder = await mkdtemp(join(tmpdir(), 'millrace-e2e-hls-'))
  server = await startHls('127.0.0.1', 0, folder)
})
afterAll(async () => {
  await mill?.close()
  await server?.close()
  await rm(folder, { recursive: true })
})

/** A gateway whose page hands in what it makes, as a headless node's does. */
async function openGateway(params: Record<string, string>, switches: string[] = []) {
  const address = `http://127.0.0.1:${server.port}`
  const context = await (await mill.browser(switches)).newContext()
  await context.addInitScript(
    hls => {
      globalThis.millraceHost = { hls }
    },
    { address, ingest: address + server.ingest },
  )
  const search = new URLSearchParams({ relay: mill.relay, ...params })
  return mill.page(`${mill.url}/web/stream.html?${search}`, context)
}

async function goLive(rungs: string) {
  const orchestrator = await mill.orchestrator()
  await orchestrator.event('orchestrator')
  const film = { file: mill.smallFilm, loop: '1', live: '1' }
  const gateway = await openGateway({ rungs, ...film })
  const { link } = await gateway.event('stream', delivered(24))
  return { gateway, link, orchestrator }
}

async function fetchText(url: URL | string): Promise<string> {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  return response.text()
}

const addressOf = (link: string) => new URLSearchParams(link.slice(link.lastIndexOf('?'))).get('hls') ?? ''
const linesOf = (playlist: string) =>
  playlist.split('\n').filter(line => line !== '' && !line.startsWith('#'))

test('a browser without WebRTC watches over HLS, to the end; every playlist holds what it says', async () => {
  const { gateway, link, orchestrator } = await goLive('240p,360p')
  const context = await (await mill.browser()).newContext()
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection')
  })
  const { page, complaints } = await mill.page(link, context)
  const { stats, rungs } = await until(page, ({ state, stats }) => state === 'playing' && stats.frames > 24)
  expect(stats.carrier).toBe('hls')
  expect(rungs.map(({ name }) => name)).toEqual(['240p', '360p'])
  // Of a segment that is not complete yet.
  await page.waitForResponse(response => /-\d+\.\d\.m4s$/.test(response.url()) && response.ok())
  await page.locator('.theatre .state', { hasText: 'Live over HLS' }).waitFor()
  await page.evaluate(() => document.querySelector('millrace-watch')?.setAttribute('quality', '360p'))
  await until(page, ({ stats }) => stats.height === 360)
  // Where what was chosen fails, the other rung goes on in its place, until it is there again.
  await page.route('**/360p/*.m4s', route => route.fulfill({ status: 404 }))
  await until(page, ({ stats }) => stats.height === 240)
  await page.unroute('**/360p/*.m4s')
  await until(page, ({ stats }) => stats.height === 360)
  await countFrames(page, 24)

  const address = addressOf(link)
  const master = await fetchText(address)
  expect(master).toMatch(/CODECS="avc1\.64[0-9a-f]{4},mp4a\.40\.2",RESOLUTION=426x240,FRAME-RATE=24\.000/)
  const sound = /URI="([^"]+)"/.exec(master)?.[1] ?? ''
  for (const uri of [sound, ...linesOf(master)]) {
    const media = new URL(uri, address)
    const playlist = await fetchText(media)
    expect(playlist).not.toContain('EXT-X-GAP')
    const target = Number(/TARGETDURATION:(\d+)/.exec(playlist)?.[1])
    for (const [, duration] of playlist.matchAll(/#EXTINF:([\d.]+)/g)) {
      expect(Math.round(Number(duration))).toBeLessThanOrEqual(target)
    }
    const map = /MAP:URI="([^"]+)"/.exec(playlist)?.[1] ?? ''
    for (const file of [map, ...linesOf(playlist)])
      expect((await fetch(new URL(file, media))).status).toBe(200)
  }

  const withoutEnd = await (await mill.browser()).newContext()
  await withoutEnd.addInitScript(() => {
    MediaSource.prototype.endOfStream = () => {}
  })
  const direct = await mill.page(link, withoutEnd)
  const slider = direct.page.getByRole('slider', { name: 'Timeline' })
  const isLive = ({ state, at, stats, timeline }: PlayerSnapshot) =>
    state === 'playing' && at !== undefined && stats.carrier !== 'hls' && timeline?.live === true
  await until(direct.page, isLive)
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('Live')
  const picture = slider.locator('..').locator('.tip img')
  const { x = 0, y = 0, width = 0 } = (await slider.boundingBox()) ?? {}
  let step = 0
  const point = async () => {
    step += 1
    await direct.page.mouse.move(x + width / 2 + (step % 9), y + 4)
    return picture.evaluate((shown: HTMLImageElement) =>
      shown.checkVisibility() ? [shown.naturalWidth, shown.naturalHeight] : [],
    )
  }
  await expect.poll(point).toEqual([320, 180])
  const live = await until(direct.page, isLive)
  await direct.page.keyboard.press('ArrowLeft')
  const back = await until(direct.page, ({ state, stats }) => state === 'playing' && stats.carrier === 'hls')
  expect((live.at ?? 0) - (back.at ?? 0)).toBeGreaterThan(6000)
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^0:\d\d behind live$/)
  await countFrames(direct.page, 24)
  await direct.page.keyboard.press('End')
  await until(direct.page, isLive)

  // The sound goes on beyond the last picture: that is an end, too.
  orchestrator.kill()
  await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(({ state }) => state === 'lost'))
  await gateway.page.evaluate(() => globalThis.millracePage?.stop())
  await until(direct.page, ({ state }) => state === 'ended')
  await direct.page.getByRole('button', { name: 'Watch it again' }).click()
  const again = await until(direct.page, ({ state, stats }) => state === 'playing' && stats.frames > 24)
  expect((again.at ?? 0) - (again.timeline?.from ?? 0)).toBeLessThan(5000)
  await direct.page.locator('.theatre .state', { hasText: 'Replay' }).waitFor()
  // hls.js does not always tell the end: here never.
  await direct.page.mouse.click(x + width * 0.9, y + 4)
  await until(direct.page, ({ state, stats }) => state === 'ended' && stats.carrier === 'hls')
  expect((await until(page, ({ state }) => state === 'ended')).reason).toBe('The stream has ended.')
  // But for what was taken away on purpose.
  expect(complaints.filter(text => !text.includes('404'))).toEqual([])
})

test('of a camera: sound is AAC, and an orchestrator that is killed leaves no more than a gap', async () => {
  await mill.closeBrowsers()
  const orchestrators = [await mill.orchestrator(), await mill.orchestrator()]
  for (const role of orchestrators) await role.event('orchestrator')
  const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const gateway = await openGateway({ rungs: '240p' }, devices)
  await gateway.page.getByRole('button', { name: 'Go live' }).click()
  const { link, snapshot } = await gateway.event(
    'stream',
    event => delivered(60)(event) && event.snapshot.jobs.some(({ state }) => state === 'standby'),
  )
  const peers = await Promise.all(orchestrators.map(async role => (await role.event('ready')).peer))
  orchestrators[peers.indexOf(snapshot.jobs[0]?.peer ?? '')]?.kill()
  const frames = snapshot.renditions[0]?.frames ?? 0
  await gateway.event('stream', delivered(frames + 100))

  const address = addressOf(link)
  expect(await fetchText(address)).toMatch(/CODECS="avc1\.64[0-9a-f]{4},mp4a\.40\.2"/)
  const lists = await Promise.all(
    ['240p', 'sound'].map(name => fetchText(new URL(`${name}/index.m3u8`, address))),
  )
  for (const playlist of lists) {
    expect(playlist.match(/EXT-X-GAP/g)?.length ?? 0).toBeLessThanOrEqual(2)
    expect(playlist).not.toContain('DISCONTINUITY\n')
    const numbers = linesOf(playlist).map(uri => Number(/-(\d+)\.m4s$/.exec(uri)?.[1]))
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
    expect(numbers.length).toBeGreaterThan(4)
  }
})

test('what is said into a microphone is written for viewers, and in HLS', async () => {
  await mill.closeBrowsers()
  await (await mill.orchestrator()).event('orchestrator')
  const speech = fileURLToPath(new URL('../models/speech/austen.wav', import.meta.url))
  const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const gateway = await openGateway({ rungs: '240p', captions: '1' }, [
    ...devices,
    `--use-file-for-fake-audio-capture=${speech}`,
  ])
  await gateway.page.getByRole('button', { name: 'Go live' }).click()
  const { link } = await gateway.event('stream', delivered(24))
  const address = addressOf(link)
  const { page } = await mill.viewer(link, gateway.browser)
  const said = ({ cues }: PlayerSnapshot) => cues.some(({ text }) => SAID.test(text))
  await until(page, said)
  await page.keyboard.press('c')
  await until(page, said)
  await page.locator('millrace-watch .captions').getByText(SAID).first().waitFor()
  const playlist = new URL('captions/index.m3u8', address)
  const words = async () => {
    const response = await fetch(playlist)
    const files = response.ok ? linesOf(await response.text()) : []
    return (await Promise.all(files.map(file => fetchText(new URL(file, playlist))))).join('')
  }
  await expect.poll(words).toMatch(SAID)
  expect(await fetchText(address)).toContain('TYPE=SUBTITLES')
})
