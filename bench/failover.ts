/**
 * An orchestrator's browser is killed while another one is on offer: the longest time that the viewer's picture stands
 * still, frame by frame on its canvas.
 */
import { launchBrowser } from '../e2e/harness/browser.ts'
import { type Mill, openMill, type Role } from '../e2e/harness/mill.ts'
import { cameraLive, filmLive, offering, pause, watch } from './stage.ts'
import { percentile, startTable } from './table.ts'

const RUNS = 5
const RUNGS = '240p,480p'
/** An offer reaches the gateway within this. */
const SETTLE_MS = 4000
const WATCH_MS = 6000

/** Ends the orchestrator that has the job; a new one comes on offer afterwards. */
async function killWorking(gateway: Role, orchestrators: Map<string, Role>): Promise<void> {
  const { snapshot } = await gateway.event('stream')
  const working = snapshot.jobs.find(({ state }) => state === 'running')?.peer ?? ''
  orchestrators.get(working)?.kill()
  orchestrators.delete(working)
}

async function gaps(mill: Mill, live: typeof filmLive): Promise<number[]> {
  const orchestrators = new Map<string, Role>()
  const add = async () => {
    const role = await offering(mill)
    orchestrators.set((await role.event('ready')).peer, role)
  }
  await add()
  const { gateway, link } = await live(mill, RUNGS)
  const viewers = await launchBrowser()
  const { drawn } = await watch(viewers, link, '480p')
  const longest: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    await add()
    await pause(SETTLE_MS)
    await drawn.take()
    await killWorking(gateway, orchestrators)
    await pause(WATCH_MS)
    const times = (await drawn.take()).map(({ at }) => at)
    longest.push(
      Math.max(
        WATCH_MS * Number(times.length < 2),
        ...times.slice(1).map((at, index) => at - (times[index] ?? at)),
      ),
    )
  }
  await viewers.close()
  await mill.closeBrowsers()
  return longest
}

const mill = await openMill()
const row = startTable(
  `The viewer's picture stands still after its orchestrator is killed, ${RUNGS}, two on offer`,
  { source: 40, 'each ms': 30, 'p50 ms': 6, 'longest ms': 10, reach: 8 },
)
try {
  for (const [source, live] of [
    ['camera, 720p30, keys every 1 s', cameraLive],
    ['film, 1080p24, keys up to 10.4 s apart', filmLive],
  ] as const) {
    const longest = await gaps(mill, live)
    row({
      source,
      'each ms': longest.map(gap => gap.toFixed(0)).join(' '),
      'p50 ms': percentile(longest, 0.5).toFixed(0),
      'longest ms': Math.max(...longest).toFixed(0),
      reach: '<= 1000',
    })
  }
} finally {
  await mill.close()
}
