import type { Browser, Page } from 'playwright-core'
import type { Mill, Role } from '../e2e/harness/mill.ts'
import type { JobSnapshot, Snapshot } from '../web/gateway/types.ts'
import { offering, pause, watch } from './stage.ts'
import { percentile, startTable } from './table.ts'

const RUNS = 5
export const RUNGS = '240p,480p'
const WATCH_MS = 6000

/** A stream with orchestrators on offer, and somebody who watches it. */
export type Scene = {
  gateway: Role
  link: string
  /** Those that have not failed yet, by peer id. */
  orchestrators: Map<string, Role>
}

/** Makes something fail. @returns ms until the gateway's page tells of it; undefined: there is nothing to tell */
export type Fail = (scene: Scene) => Promise<number | undefined>

/** @param live goes live when an orchestrator is on offer */
export async function openScene(
  mill: Mill,
  live: (mill: Mill, rungs: string) => Promise<{ gateway: Role; link: string }>,
): Promise<Scene> {
  const orchestrators = new Map<string, Role>()
  await addTo(orchestrators, mill)
  const { gateway, link } = await live(mill, RUNGS)
  return { gateway, link, orchestrators }
}

async function addTo(orchestrators: Scene['orchestrators'], mill: Mill): Promise<void> {
  const role = await offering(mill)
  orchestrators.set((await role.event('ready')).peer, role)
}

/** The longest time that the viewer's picture stands still around each of some failures, frame by frame on its canvas. */
export async function measureStills(
  mill: Mill,
  scene: Scene,
  { viewers, settle, fail }: { viewers: Browser; settle: number; fail: Fail },
): Promise<{ still: number[]; told: number[] }> {
  const { gateway, link, orchestrators } = scene
  const { page, drawn } = await watch(viewers, link, '480p')
  const [still, told]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run += 1) {
    if (orchestrators.size < 2) await addTo(orchestrators, mill)
    await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(({ state }) => state === 'standby'))
    await pause(settle)
    await drawn.take()
    const watched = pause(WATCH_MS)
    const known = await fail(scene)
    if (known !== undefined) told.push(known)
    await watched
    const times = [...(await drawn.take()).map(({ at }) => at), await unixTime(page)]
    still.push(Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at))))
  }
  await page.context().close()
  return { still, told }
}

/** Lets the orchestrator that works fail, which is gone for good then. */
export function failWorking(strike: (victim: Role, gateway: Role) => Promise<void> | void): Fail {
  return async ({ gateway, orchestrators }) => {
    const running = ({ state, peer }: JobSnapshot) => state === 'running' && orchestrators.has(peer)
    const { snapshot } = await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(running))
    const peer = snapshot.jobs.find(running)?.peer ?? ''
    const victim = orchestrators.get(peer) as Role
    const from = performance.now()
    await strike(victim, gateway)
    const isLost = (job: JobSnapshot) => job.state !== 'running' || job.peer !== peer
    await gateway.event('stream', ({ snapshot }: { snapshot: Snapshot }) => snapshot.jobs.every(isLost))
    const told = performance.now() - from
    orchestrators.delete(peer)
    if (victim.browser.isConnected()) victim.kill()
    return told
  }
}

export function startStills(title: string) {
  const row = startTable(`${title}, ${RUNGS}, two on offer`, {
    ...{ fault: 22, source: 38, 'each ms': 30, 'p50 ms': 6, 'longest ms': 10, 'told p50 ms': 11, reach: 8 },
  })
  return (
    fault: string,
    source: string,
    { still, told }: { still: number[]; told: number[] },
    reach: string,
  ) =>
    row({
      ...{ fault, source, reach },
      'each ms': still.map(gap => gap.toFixed(0)).join(' '),
      'p50 ms': percentile(still, 0.5).toFixed(0),
      'longest ms': Math.max(...still).toFixed(0),
      'told p50 ms': told.length === 0 ? '' : percentile(told, 0.5).toFixed(0),
    })
}

/** A picture that still stands counts until now. */
const unixTime = async (page: Page) =>
  Number(await page.evaluate('performance.timeOrigin + performance.now()'))
