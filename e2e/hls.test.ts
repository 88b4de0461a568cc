import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HlsServer, startHls } from '../node-headless/hls/server.ts'
import { delivered, type Mill, openMill } from './harness/mill.ts'
import { countFrames, until } from './harness/watch.ts'

let mill: Mill
let server: HlsServer

beforeAll(async () => {
  mill = await openMill()
  server = await startHls('127.0.0.1', 0)
})
afterAll(async () => {
  await mill?.close()
  await server?.close()
})

async function goLive(rungs: string) {
  const orchestrator = await mill.orchestrator()
  await orchestrator.event('orchestrator')
  const address = `http://127.0.0.1:${server.port}`
  const context = await (await mill.browser()).newContext()
  await context.addInitScript(
    hls => {
      globalThis.millraceHost = { hls }
    },
    { address, ingest: address + server.ingest },
  )
  const film = { file: `${mill.url}/film/video.mp4`, loop: '1', live: '1' }
  const search = new URLSearchParams({ relay: mill.relay, rungs, ...film })
  const gateway = await mill.page(`${mill.url}/web/stream.html?${search}`, context)
  const { link } = await gateway.event('stream', delivered(24))
  return { gateway, link }
}

async function fetchText(url: URL | string): Promise<string> {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  return response.text()
}

const linesOf = (playlist: string) =>
  playlist.split('\n').filter(line => line !== '' && !line.startsWith('#'))

test('a browser without WebRTC watches over HLS, to the end; every playlist holds what it says', async () => {
  const { gateway, link } = await goLive('240p,360p')
  const context = await (await mill.browser()).newContext()
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection')
  })
  const { page, complaints } = await mill.page(link, context)
  const { stats, rungs } = await until(page, ({ state, stats }) => state === 'playing' && stats.frames > 24)
  expect(stats.carrier).toBe('hls')
  expect(rungs.map(({ name }) => name)).toEqual(['240p', '360p'])
  expect(await page.locator('.theatre .state').textContent()).toBe('Live over HLS')
  await page.evaluate(() => document.querySelector('millrace-watch')?.setAttribute('quality', '360p'))
  await until(page, ({ stats }) => stats.height === 360)
  await countFrames(page, 24)

  const address = new URLSearchParams(link.slice(link.lastIndexOf('?'))).get('hls') ?? ''
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

  await gateway.page.evaluate(() => globalThis.millracePage?.stop())
  expect((await until(page, ({ state }) => state === 'ended')).reason).toBe('The stream has ended.')
  expect(complaints).toEqual([])
})
