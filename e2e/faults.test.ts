import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { delivered, type Mill, openMill, type Role } from './harness/mill.ts'
import { countFrames, snapshot, until } from './harness/watch.ts'

let mill: Mill

beforeAll(async () => {
  mill = await openMill()
})
afterAll(async () => {
  await mill?.close()
})
afterEach(async () => {
  await mill.closeBrowsers()
})

/** A film on its way to a viewer, with a plan of what is to fail. */
async function goLive(faults: string, orchestrators: number) {
  for (let count = 0; count < orchestrators; count += 1)
    await (await mill.orchestrator()).event('orchestrator')
  const gateway = await mill.gateway({ rungs: '240p', simulate: faults })
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

async function goesOn({ page }: Role): Promise<void> {
  await countFrames(page, 48)
  expect((await snapshot(page)).state).toBe('playing')
}

test('two orchestrators die one after the other, a third returns what it did not sign for: the fourth goes on', async () => {
  const { gateway, viewer } = await goLive('orchestrator-kill@2s,orchestrator-kill@5s,orchestrator-lie@8s', 4)
  const [liar, ...dead] = await lost(gateway, 3)
  expect(new Set([liar, ...dead].map(job => job?.peer)).size).toBe(3)
  expect(liar?.reason).toContain('cheats')
  expect(dead.map(({ reason }) => reason)).not.toContain(expect.stringContaining('cheats'))
  await goesOn(viewer)
})

test('an orchestrator that falls behind is replaced; relays that go away meanwhile are not missed', async () => {
  const { gateway, viewer } = await goLive('relay-restart@1s,orchestrator-stall@1s', 2)
  await lost(gateway, 1)
  await goesOn(viewer)
})

test('the gateway’s page is loaded anew: the link stays good, and who watches goes on', async () => {
  const { gateway, viewer, link, startedAt } = await goLive('gateway-reload@2s', 1)
  const { link: after } = await gateway.event(
    'stream',
    event => event.snapshot.startedAt !== startedAt && delivered(24)(event),
  )
  expect(after).toBe(link)
  await goesOn(viewer)
})
