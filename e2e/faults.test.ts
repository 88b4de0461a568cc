import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { JobSnapshot } from '../web/gateway/types.ts'
import { delivered, type Mill, openMill, type Role } from './harness/mill.ts'
import { countFrames, snapshot, until } from './harness/watch.ts'
import { fakeCamera } from './harness/y4m.ts'

let mill: Mill
let folder: string

beforeAll(async () => {
  mill = await openMill()
  folder = await mkdtemp(join(tmpdir(), 'millrace-faults-'))
  await writeFile(join(folder, 'camera.y4m'), fakeCamera(640, 360, 24))
})
afterAll(async () => {
  await mill?.close()
  await rm(folder, { recursive: true })
})
afterEach(async () => {
  await mill.closeBrowsers()
})

/** A film, or a camera, on its way to a viewer. */
async function goLive(params: Record<string, string>, orchestrators: number, switches: string[] = []) {
  for (let count = 0; count < orchestrators; count += 1)
    await (await mill.orchestrator()).event('orchestrator')
  const gateway = await mill.gateway({ rungs: '240p', ...params }, switches)
  if (params.source === 'camera') await gateway.page.getByRole('button', { name: 'Go live' }).click()
  const { link, snapshot } = await gateway.event('stream', delivered(24))
  const viewer = await mill.viewer(link)
  await until(viewer.page, ({ state, stats }) => state === 'playing' && stats.frames > 0)
  return { gateway, viewer, link, startedAt: snapshot.startedAt }
}

/** Jobs that were given up, the newest first, once there are so many and another one works. */
async function lost(gateway: Role, count: number) {
  const { snapshot } = await gateway.event('stream', ({ snapshot: { jobs } }) => {
    return jobs.filter(({ state }) => state === 'lost').length >= count && jobs[0]?.state === 'running'
  })
  return snapshot.jobs.filter(({ state }) => state === 'lost')
}

const isRunning = ({ state }: JobSnapshot) => state === 'running'

/** Has the orchestrator that works fail. @returns its job, once that is over and another one works */
async function fail(gateway: Role, fault: string): Promise<JobSnapshot> {
  const { snapshot: before } = await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(isRunning))
  const victim = before.jobs.find(isRunning)
  await gateway.page.getByRole('button', { name: fault, exact: true }).click()
  const { snapshot: after } = await gateway.event('stream', ({ snapshot: { jobs } }) => {
    return jobs.some(job => isRunning(job) && job.id !== victim?.id)
  })
  return after.jobs.find(({ id }) => id === victim?.id) as JobSnapshot
}

/**
 * Has a job ask for a key, as if its orchestrator had lost its way, until that is made: the message that it would send
 * comes to the stream's Worker from itself.
 */
async function askForKey({ page, event }: Role, job: string): Promise<void> {
  const body = { type: 'APPLY', path: ['restartFeed'], argumentList: [{ type: 'RAW', value: job }] }
  const workers = page.workers().filter(worker => /\/worker-[^/]*$/.test(worker.url()))
  const asking = setInterval(() => {
    for (const worker of workers)
      void worker.evaluate(data => dispatchEvent(new MessageEvent('message', { data })), {
        id: 'asked',
        ...body,
      })
  }, 500)
  try {
    await event('stream', ({ snapshot }) => snapshot.source.stats?.passthrough === false)
  } finally {
    clearInterval(asking)
  }
}

async function goesOn({ page }: Role): Promise<void> {
  await countFrames(page, 48)
  expect((await snapshot(page)).state).toBe('playing')
}

test('two orchestrators die one after the other, a third returns what it did not sign for: the fourth goes on', async () => {
  // A film may have to be encoded anew for who takes it over without a key, which takes a while: not so a camera.
  const params = { source: 'camera', live: '0', developer: '1' }
  const { gateway, viewer } = await goLive(params, 4, [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${join(folder, 'camera.y4m')}`,
  ])
  await gateway.page.getByText('Developer panel').click()
  const dead = [await fail(gateway, 'orchestrator-kill'), await fail(gateway, 'orchestrator-kill')]
  expect(dead.map(({ state }) => state)).toEqual(['lost', 'lost'])
  expect(dead.map(({ reason }) => reason)).not.toContain(expect.stringContaining('cheats'))
  const liar = await fail(gateway, 'orchestrator-lie')
  expect(new Set([liar, ...dead].map(({ peer }) => peer)).size).toBe(3)
  expect(liar.reason).toContain('cheats')
  await goesOn(viewer)
})

test('an orchestrator that falls behind is replaced; relays that go away meanwhile are not missed', async () => {
  const { gateway, viewer } = await goLive({ simulate: 'relay-restart@1s,orchestrator-stall@1s' }, 2)
  await lost(gateway, 1)
  await goesOn(viewer)
})

test('a film whose last key is far back is encoded anew for who needs one, and passed on again: no job ends', async () => {
  const { gateway, viewer } = await goLive({ file: mill.film }, 1)
  const { snapshot: before } = await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(isRunning))
  const [job] = before.jobs
  await askForKey(gateway, job?.id ?? '')
  await goesOn(viewer)
  const { snapshot: after } = await gateway.event('stream', ({ snapshot }) => {
    return snapshot.source.stats?.passthrough === true
  })
  await goesOn(viewer)
  expect(after.jobs.map(({ id, state }) => [id, state])).toEqual([[job?.id, 'running']])
})

test('the gateway’s page is loaded anew: the link stays good, and who watches goes on', async () => {
  const { gateway, viewer, link, startedAt } = await goLive({}, 1)
  await gateway.page.reload()
  const { link: after } = await gateway.event(
    'stream',
    event => event.snapshot.startedAt !== startedAt && delivered(24)(event),
  )
  expect(after).toBe(link)
  await goesOn(viewer)
})
