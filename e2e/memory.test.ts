import { afterAll, beforeAll, expect, test } from 'vitest'
import { residentBytes } from './harness/memory.ts'
import { delivered, type Mill, openMill, type Role } from './harness/mill.ts'
import { countFrames } from './harness/watch.ts'

const MINUTE = 24 * 60
/**
 * What a browser may grow by in two minutes, bytes: caches and code still settle. One leaked 1080p frame is 3 MB
 * and comes 24 times a second; one leaked chunk a frame makes 50 MB in that time.
 */
const SETTLING = 100e6
/** Frames between two measurements of which the smallest counts: garbage comes and goes. */
const STEP = 48

let mill: Mill

beforeAll(async () => {
  mill = await openMill()
})
afterAll(async () => {
  await mill?.close()
})

test('three minutes of film leave the memory of every page flat', { timeout: 900_000 }, async () => {
  const orchestrator = await mill.orchestrator()
  await orchestrator.event('orchestrator')
  const gateway = await mill.gateway({ rungs: '240p,480p' })
  const { link } = await gateway.event('stream', delivered(24))
  const viewer = await mill.viewer(link)
  const roles = [gateway, orchestrator, viewer]

  await countFrames(viewer.page, MINUTE)
  const before = await lowest(roles, viewer)
  await countFrames(viewer.page, 2 * MINUTE)
  const after = await lowest(roles, viewer)
  for (const [index, bytes] of after.entries()) {
    expect(bytes - (before[index] ?? 0)).toBeLessThan(SETTLING)
  }
  for (const { complaints } of roles) {
    expect(complaints.filter(text => text.includes('garbage collected'))).toEqual([])
  }
})

async function lowest(roles: Role[], viewer: Role): Promise<number[]> {
  const samples: number[][] = []
  for (let count = 0; count < 5; count += 1) {
    samples.push(await Promise.all(roles.map(({ group }) => residentBytes(group))))
    await countFrames(viewer.page, STEP)
  }
  return roles.map((_, index) => Math.min(...samples.map(sample => sample[index] ?? 0)))
}
