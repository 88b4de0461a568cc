/** How long a viewer waits: from opening the watch page to its first frame, with nothing cached, and what it waits for. */
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openMill } from '../e2e/harness/mill.ts'
import { cameraLive, filmLive, offering, watch } from './stage.ts'
import { readStations, STATIONS, type Station } from './stations.ts'
import { percentile, startTable } from './table.ts'

const JOINS = 10
const RUNGS = '240p,480p'
const SOURCES = [
  ['camera, 720p30, keys every 1 s', cameraLive],
  ['film, 1080p24, passed through', filmLive],
] as const

type Join = Record<string, number>

const mill = await openMill({}, [], true)
const row = startTable(`From opening the watch page to its first frame, ${RUNGS}, loopback`, {
  source: 32,
  joins: 5,
  'p50 ms': 6,
  'longest ms': 10,
  reach: 8,
})

async function join(browser: Parameters<typeof watch>[0], link: string): Promise<Join> {
  const { page, decoded, drawn } = await watch(browser, link)
  const { opened, passed } = await readStations(page)
  const since = ([first]: { at: number }[]) => (first?.at ?? Number.NaN) - opened
  const times = { ...passed, decoded: since(await decoded.take()), drawn: since(await drawn.take()) }
  await page.context().close()
  return times
}

const all: { source: string; joins: Join[] }[] = []
try {
  for (const [source, live] of SOURCES) {
    await offering(mill)
    const { link } = await live(mill, RUNGS)
    const viewers = await launchBrowser()
    const joins: Join[] = []
    // The first finds a browser that has only just started.
    await join(viewers, link)
    while (joins.length < JOINS) joins.push(await join(viewers, link))
    all.push({ source, joins })
    const times = joins.map(({ drawn = Number.NaN }) => drawn)
    row({
      source,
      joins: String(times.length),
      'p50 ms': percentile(times, 0.5).toFixed(0),
      'longest ms': Math.max(...times).toFixed(0),
      reach: '<= 1000',
    })
    await viewers.close()
    await mill.closeBrowsers()
  }
} finally {
  await mill.close()
}

const stations = Object.entries(STATIONS) as [Station, string][]
for (const { source, joins } of all) {
  const part = startTable(`What a join waits for, ${source}`, { 'up to': 52, 'p50 ms': 6, 'longest ms': 10 })
  for (const [index, [station, what]] of stations.entries()) {
    const before = stations[index - 1]?.[0]
    const steps = joins.map(times => (times[station] ?? Number.NaN) - (before ? (times[before] ?? 0) : 0))
    part({
      'up to': what,
      'p50 ms': percentile(steps, 0.5).toFixed(0),
      'longest ms': Math.max(...steps).toFixed(0),
    })
  }
}
