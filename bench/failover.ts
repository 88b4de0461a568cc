/**
 * An orchestrator's browser is killed while another one is on offer: the longest time that the viewer's picture stands
 * still, frame by frame on its canvas.
 */
import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { type Mill, openMill, type Role } from '../e2e/harness/mill.ts'
import type { JobSnapshot } from '../web/gateway/types.ts'
import { cameraLive, filmLive, offering, pause, watch } from './stage.ts'
import { percentile, startTable } from './table.ts'

const RUNS = 5
const RUNGS = '240p,480p'
/** The one that stands by begins to decode at a key: it is given the time in which one comes. */
const SETTLE_MS = { camera: 2000, film: 11_000 }
const WATCH_MS = 6000

/** Ends the orchestrator that has the job. @returns ms until the gateway's page tells of it */
async function killWorking(gateway: Role, orchestrators: Map<string, Role>): Promise<number> {
  const running = ({ state, peer }: JobSnapshot) => state === 'running' && orchestrators.has(peer)
  const { snapshot } = await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(running))
  const victim = snapshot.jobs.find(running)?.peer ?? ''
  const from = performance.now()
  orchestrators.get(victim)?.kill()
  const isLost = ({ state, peer }: JobSnapshot) => state !== 'running' || peer !== victim
  await gateway.event('stream', ({ snapshot }) => snapshot.jobs.every(isLost))
  orchestrators.delete(victim)
  return performance.now() - from
}

async function stills(
  mill: Mill,
  live: typeof filmLive,
  settle: number,
): Promise<{ still: number[]; noticed: number[] }> {
  const orchestrators = new Map<string, Role>()
  const add = async () => {
    const role = await offering(mill)
    orchestrators.set((await role.event('ready')).peer, role)
  }
  await add()
  const { gateway, link } = await live(mill, RUNGS)
  const viewers = await launchBrowser()
  const { page, drawn } = await watch(viewers, link, '480p')
  const [still, noticed]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run += 1) {
    await add()
    await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(({ state }) => state === 'standby'))
    await pause(settle)
    await drawn.take()
    const watched = pause(WATCH_MS)
    noticed.push(await killWorking(gateway, orchestrators))
    await watched
    const times = [...(await drawn.take()).map(({ at }) => at), await unixTime(page)]
    still.push(Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at))))
  }
  await viewers.close()
  await mill.closeBrowsers()
  return { still, noticed }
}

/** A picture that still stands counts until now. */
const unixTime = async (page: Page) =>
  Number(await page.evaluate('performance.timeOrigin + performance.now()'))

const mill = await openMill()
const row = startTable(
  `The viewer's picture stands still after its orchestrator is killed, ${RUNGS}, two on offer`,
  { source: 40, 'each ms': 30, 'p50 ms': 6, 'longest ms': 10, 'told p50 ms': 11, reach: 8 },
)
try {
  for (const [source, live, settle] of [
    ['camera, 720p30, keys every 1 s', cameraLive, SETTLE_MS.camera],
    ['film, 1080p24, keys up to 10.4 s apart', filmLive, SETTLE_MS.film],
  ] as const) {
    const { still, noticed } = await stills(mill, live, settle)
    row({
      source,
      'each ms': still.map(gap => gap.toFixed(0)).join(' '),
      'p50 ms': percentile(still, 0.5).toFixed(0),
      'longest ms': Math.max(...still).toFixed(0),
      'told p50 ms': percentile(noticed, 0.5).toFixed(0),
      reach: '<= 1000',
    })
  }
} finally {
  await mill.close()
}
