/** How far behind an HLS player is: in parts of segments, and beside it one that knows of whole segments only. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openMill } from '../e2e/harness/mill.ts'
import { snapshot, until } from '../e2e/harness/watch.ts'
import { startHls } from '../node-headless/hls/server.ts'
import { offering, pause } from './stage.ts'
import { percentile, startTable } from './table.ts'

const WARMUP_MS = 10_000
const LOOKS = 120
const LOOK_MS = 250
/** What a playlist says of parts. */
const PARTS = /^#EXT-X-(PART|PRELOAD-HINT|RENDITION-REPORT).*\n|,CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=[\d.]+/gm

async function wholeOnly(page: Page): Promise<void> {
  await page.route('**/index.m3u8*', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replaceAll(PARTS, '') })
  })
}

const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-hls-'))
const [mill, server] = await Promise.all([openMill(), startHls('127.0.0.1', 0, folder)])
const row = startTable('Behind live over HLS, a film in segments of 1 s, 240p + 480p, loopback', {
  player: 36,
  'p50 ms': 6,
  'p95 ms': 6,
  'times it stopped': 16,
})
try {
  const address = `http://127.0.0.1:${server.port}`
  await offering(mill)
  const context = await (await mill.browser()).newContext()
  await context.addInitScript(
    hls => {
      globalThis.millraceHost = { hls }
    },
    { address, ingest: address + server.ingest },
  )
  const film = { file: mill.smallFilm, loop: '1', live: '1', rungs: '240p,480p' }
  const search = new URLSearchParams({ relay: mill.relay, ...film })
  const gateway = await mill.page(`${mill.url}/web/stream.html?${search}`, context)
  const { link } = await gateway.event('stream', ({ snapshot }) => (snapshot.renditions[0]?.frames ?? 0) > 96)
  const over = new URL(link)
  over.searchParams.set('hls', '1')
  for (const player of ['in parts of half a second', 'whole segments, as any other player']) {
    const page = await (await mill.browser()).newPage()
    if (player.startsWith('whole')) await wholeOnly(page)
    await page.goto(over.href)
    await until(page, ({ state }) => state === 'playing')
    await pause(WARMUP_MS)
    const before = await snapshot(page)
    const behind: number[] = []
    while (behind.length < LOOKS) {
      behind.push((await snapshot(page)).stats.latency)
      await pause(LOOK_MS)
    }
    const { freezes } = (await snapshot(page)).stats
    row({
      player,
      'p50 ms': percentile(behind, 0.5).toFixed(0),
      'p95 ms': percentile(behind, 0.95).toFixed(0),
      'times it stopped': String(freezes - before.stats.freezes),
    })
    await page.unrouteAll({ behavior: 'wait' })
    await page.close()
  }
} finally {
  await mill.close()
  await server.close()
  await rm(folder, { recursive: true })
}
