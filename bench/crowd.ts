/** How many watch one stream: CPU of the gateway's browser, and the frames that its viewers, all on this machine, show. */
import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { type Mill, openMill } from '../e2e/harness/mill.ts'
import { snapshot, until } from '../e2e/harness/watch.ts'
import { browserCpu } from './cpu.ts'
import { filmLive, offering, pause } from './stage.ts'
import { percentile, startTable } from './table.ts'

const CROWDS = [1, 5, 10, 20, 40]
const RUNG = '240p'
const WARMUP_MS = 4000
const SECONDS = 8
/** Of the film's 24 frames a second, below which a crowd is too large. */
const HOLDS = 22

type Crowd = { viewers: number; slowest: number; median: number; cpu: number; cpuOfViewers: number }

async function* crowds(mill: Mill): AsyncGenerator<Crowd> {
  await offering(mill)
  const { gateway, link } = await filmLive(mill, RUNG)
  const browser = await launchBrowser()
  const pages: Page[] = []
  for (const viewers of CROWDS) {
    while (pages.length < viewers) {
      const { page } = await mill.viewer(link, browser)
      await until(page, ({ state }) => state === 'playing')
      pages.push(page)
    }
    await pause(WARMUP_MS)
    const look = async () => ({
      cpus: await Promise.all([browserCpu(gateway.browser), browserCpu(browser)]),
      frames: await Promise.all(pages.map(async page => (await snapshot(page)).stats.frames)),
      at: performance.now(),
    })
    const from = await look()
    await pause(SECONDS * 1000)
    const to = await look()
    const seconds = (to.at - from.at) / 1000
    const rates = to.frames.map((frames, index) => (frames - (from.frames[index] ?? 0)) / seconds)
    const slowest = Math.min(...rates)
    const [cpu, cpuOfViewers] = [(to.cpus[0] - from.cpus[0]) / seconds, (to.cpus[1] - from.cpus[1]) / seconds]
    yield { viewers, slowest, median: percentile(rates, 0.5), cpu, cpuOfViewers }
    if (slowest < HOLDS) break
  }
  await browser.close()
}

const mill = await openMill()
const row = startTable(`Viewers of one stream, ${RUNG}, film at 24 fps (100 % CPU is one core)`, {
  viewers: 7,
  'fps p50': 7,
  'fps slowest': 11,
  'CPU gateway': 11,
  'CPU viewers': 11,
  reach: 15,
})
try {
  for await (const { viewers, slowest, median, cpu, cpuOfViewers } of crowds(mill)) {
    row({
      viewers: String(viewers),
      'fps p50': median.toFixed(1),
      'fps slowest': slowest.toFixed(1),
      'CPU gateway': `${(cpu * 100).toFixed(0)} %`,
      'CPU viewers': `${(cpuOfViewers * 100).toFixed(0)} %`,
      reach: 'tens at 24 fps',
    })
  }
} finally {
  await mill.closeBrowsers()
  await mill.close()
}
