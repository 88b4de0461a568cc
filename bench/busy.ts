/** Other work takes the machine for half a minute while its only orchestrator is at a film: how it falls behind, and comes back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openMill, type Role } from '../e2e/harness/mill.ts'
import { snapshot } from '../e2e/harness/watch.ts'
import { filmLive, offering, pause, watch } from './stage.ts'
import { startTable } from './table.ts'

/** What `npm start` makes on a machine with so few cores. */
const RUNGS = '480p,720p'
/** Processes that do nothing but compute, for each core. */
const BURNERS = 5
const STEP_MS = 5000
const CALM_STEPS = 2
const BUSY_STEPS = 6
const AFTER_STEPS = 12

/** In sessions of their own: Linux shares the time out among sessions. */
function burn(): ChildProcess[] {
  const count = availableParallelism() * BURNERS
  const start = () => spawn(process.execPath, ['-e', 'for(;;);'], { detached: true, stdio: 'ignore' })
  return Array.from({ length: count }, start)
}

/** How the stream stands: both are the latency of the last seconds, ms. */
async function look(gateway: Role, page: Parameters<typeof snapshot>[0]) {
  const { snapshot: stream } = await gateway.event('stream')
  const { state, stats } = await snapshot(page)
  return {
    'behind ms': Math.max(...stream.renditions.map(({ latency }) => latency)).toFixed(0),
    'viewer ms': state === 'playing' ? stats.latency.toFixed(0) : state,
    'passed on': stream.source.stats?.passthrough === true ? 'yes' : 'no',
    jobs: `${stream.jobs.length}`,
  }
}

const mill = await openMill()
let burners: ChildProcess[] = []
const row = startTable(`A film of 1080p24 to ${RUNGS}, keys up to 10.4 s apart, one orchestrator`, {
  ...{ s: 4, 'other work': 10, 'behind ms': 9, 'viewer ms': 9, 'passed on': 9, jobs: 4 },
})
try {
  await offering(mill)
  const { gateway, link } = await filmLive(mill, RUNGS)
  const viewers = await launchBrowser()
  const { page } = await watch(viewers, link)
  const began = performance.now()
  const follow = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      await pause(STEP_MS)
      const s = ((performance.now() - began) / 1000).toFixed(0)
      row({ s, 'other work': burners.length > 0 ? 'yes' : '', ...(await look(gateway, page)) })
    }
  }
  await follow(CALM_STEPS)
  burners = burn()
  await follow(BUSY_STEPS)
  for (const burner of burners.splice(0)) burner.kill('SIGKILL')
  await follow(AFTER_STEPS)
  await viewers.close()
} finally {
  for (const burner of burners) burner.kill('SIGKILL')
  await mill.close()
}
