/**
 * What the network costs beside the codecs: CPU of a gateway and an orchestrator, whole browsers, for each frame of
 * the ladder, beside a bare WebCodecs loop on the same footage (keys every 2 s, so that the gateway passes it on) and
 * a bare data channel between two pages with as many bytes in messages of the same size.
 */
import { basename, dirname } from 'node:path'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { delivered, openMill, type Role } from '../e2e/harness/mill.ts'
import { browserCpu } from './cpu.ts'
import { shortGops } from './footage.ts'
import type {} from './pages/ladder.ts'
import type {} from './pages/pipe.ts'
import { offering, pause } from './stage.ts'
import { startTable } from './table.ts'

const RUNGS = ['480p', '720p', '1080p']
const BARE_SECONDS = 8
const WARMUP_FRAMES = 96
const FRAMES = 360
const PIPE_MS = 8000

type Cost = { fps: number; cpu: number }

const footage = shortGops()
const mill = await openMill({ '/footage': dirname(footage) }, [
  'bench/pages/ladder.html',
  'bench/pages/pipe.html',
])
const file = `${mill.url}/footage/${basename(footage)}`

async function bareLoop(live: boolean): Promise<Cost> {
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(`${mill.url}/bench/pages/ladder.html`)
  await page.waitForFunction(() => 'ladder' in window)
  const before = await browserCpu(browser)
  const { frames, seconds } = await page.evaluate(
    ([file, until, live]) => window.ladder.bare(file, until, live),
    [file, BARE_SECONDS * 1_000_000, live] as const,
  )
  const cpu = (await browserCpu(browser)) - before
  await browser.close()
  return { fps: frames / seconds, cpu: (cpu * 1000) / frames }
}

/** Bytes of a frame, on average: of the source on its way there, of each rung on its way back. */
type Sizes = { source: number; rungs: number[] }

/** The same bytes there and back over one data channel between two pages, each in a browser of its own. */
async function barePipe({ source, rungs }: Sizes, framerate: number): Promise<Cost> {
  const browsers = await Promise.all([launchBrowser(), launchBrowser()])
  const [near, far] = await Promise.all(
    browsers.map(async browser => {
      const page = await browser.newPage()
      await page.goto(`${mill.url}/bench/pages/pipe.html`)
      await page.waitForFunction(() => 'pipe' in window)
      return page
    }),
  )
  if (near === undefined || far === undefined) throw new Error('no pages')
  const offer = await near.evaluate(() => window.pipe.describe())
  const answer = await far.evaluate(offer => window.pipe.describe(offer), offer)
  await near.evaluate(answer => window.pipe.accept(answer), answer)
  await Promise.all([near, far].map(page => page.evaluate(() => window.pipe.open())))
  await far.evaluate(sizes => window.pipe.answer(sizes), rungs)
  await near.evaluate(([size, framerate]) => window.pipe.send(size, framerate), [source, framerate] as const)
  const cpus = async () =>
    (await Promise.all(browsers.map(browserCpu))).reduce((sum, seconds) => sum + seconds, 0)
  const messages = () => far.evaluate(() => window.pipe.messages())
  await pause(2000)
  const [cpuBefore, before] = [await cpus(), await messages()]
  await pause(PIPE_MS)
  const [cpu, frames] = [(await cpus()) - cpuBefore, (await messages()) - before]
  await Promise.all(browsers.map(browser => browser.close()))
  return { fps: (frames * 1000) / PIPE_MS, cpu: (cpu * 1000) / frames }
}

/** Waits until the slowest rung has so many frames: how many all have on average, when, and the CPU so far. */
async function mark(gateway: Role, orchestrator: Role, frames: number) {
  const { snapshot } = await gateway.event('stream', delivered(frames))
  const at = performance.now()
  const cpus = await Promise.all([browserCpu(gateway.browser), browserCpu(orchestrator.browser)])
  const total = snapshot.renditions.reduce((sum, rung) => sum + rung.frames, 0)
  const dropped = snapshot.renditions.reduce((sum, rung) => sum + rung.droppedSegments, 0)
  const bytes = (bitrate: number, framerate: number) => Math.round(bitrate / 8 / framerate)
  const sizes: Sizes = {
    source: bytes(snapshot.source.stats?.bitrate ?? 0, snapshot.source.stats?.framerate ?? 1),
    rungs: snapshot.renditions.map(({ bitrate, framerate }) => bytes(bitrate, framerate)),
  }
  return { at, cpus, frames: total / snapshot.renditions.length, dropped, sizes }
}

type Whole = { gateway: Cost; orchestrator: Cost; dropped: number; sizes: Sizes }

async function wholeNetwork(): Promise<Whole> {
  const orchestrator = await offering(mill)
  const gateway = await mill.gateway({ file, rungs: RUNGS.join(',') })
  const from = await mark(gateway, orchestrator, WARMUP_FRAMES)
  const to = await mark(gateway, orchestrator, from.frames + FRAMES)
  await mill.closeBrowsers()
  const frames = to.frames - from.frames
  const fps = (frames * 1000) / (to.at - from.at)
  const cost = (side: 0 | 1) => ({ fps, cpu: ((to.cpus[side] - from.cpus[side]) * 1000) / frames })
  return { gateway: cost(0), orchestrator: cost(1), dropped: to.dropped - from.dropped, sizes: to.sizes }
}

try {
  const bare = [await bareLoop(false)]
  const { gateway, orchestrator, dropped, sizes } = await wholeNetwork()
  const pipe = await barePipe(sizes, gateway.fps)
  const paced = await bareLoop(true)
  bare.push(await bareLoop(false))
  const mean = (pick: (cost: Cost) => number) => bare.reduce((sum, cost) => sum + pick(cost), 0) / bare.length
  const peer = mean(({ cpu }) => cpu)
  const row = startTable(
    `Whole network, 1080p24 passed through -> ${RUNGS.join(' + ')}, at the film's pace; ${dropped} segments dropped`,
    { '': 40, fps: 5, 'CPU ms/frame': 12, '/ bare loop': 11, reach: 7 },
  )
  const cost = (what: string, { fps, cpu }: Cost, reach = '') =>
    row({
      '': what,
      fps: fps.toFixed(1),
      'CPU ms/frame': cpu.toFixed(1),
      '/ bare loop': (cpu / peer).toFixed(2),
      reach,
    })
  cost('gateway + orchestrator', { fps: gateway.fps, cpu: gateway.cpu + orchestrator.cpu }, '<= 1.15')
  cost('  of it the gateway', gateway)
  cost('  of it the orchestrator', orchestrator)
  cost('bare data channel, the same bytes', pipe)
  cost('bare WebCodecs loop, at the film’s pace', paced)
  cost('bare WebCodecs loop, as fast as it goes', { fps: mean(({ fps }) => fps), cpu: peer })
} finally {
  await mill.close()
}
