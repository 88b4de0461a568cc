import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Memory, memoryOf } from './harness/memory.ts'
import { delivered, type Mill, openMill, type Role } from './harness/mill.ts'
import { countFrames } from './harness/watch.ts'

/** Frames of three times the film: caches hold as much at the same place of each round. */
const ROUND = 30 * 24
/** Measurements of a round, of which the smallest counts. */
const SAMPLES = 3
/**
 * What may come in the rounds between two measurements; code and caches still settle. Of what is leaked once a frame
 * there are some 1400 objects then: chunks of the rung that is watched hold 12 MB, its frames 0.8 GB.
 */
const SETTLING: Memory = { heap: 4e6, objects: 100, processes: 400e6 }

let mill: Mill

beforeAll(async () => {
  mill = await openMill()
})
afterAll(async () => {
  await mill?.close()
})

test('two minutes of film leave the memory of every page flat', { timeout: 900_000 }, async () => {
  const orchestrator = await mill.orchestrator()
  await orchestrator.event('orchestrator')
  const gateway = await mill.gateway({ rungs: '240p,480p' })
  const { link } = await gateway.event('stream', delivered(24))
  const viewer = await mill.viewer(link)
  const roles = { gateway, orchestrator, viewer }

  await countFrames(viewer.page, ROUND)
  const before = await lowest(roles, viewer)
  await countFrames(viewer.page, ROUND)
  const after = await lowest(roles, viewer)
  for (const [name, { complaints }] of Object.entries(roles)) {
    const [was, is] = [before[name], after[name]]
    for (const figure of ['heap', 'objects', 'processes'] as const) {
      expect(was?.[figure], `${figure} of the ${name}`).toBeGreaterThan(0)
      const growth = (is?.[figure] ?? Number.NaN) - (was?.[figure] ?? Number.NaN)
      expect(growth, `${figure} of the ${name}`).toBeLessThan(SETTLING[figure])
    }
    expect(complaints.filter(text => text.includes('garbage collected'))).toEqual([])
  }
})

/** The smallest figures of one round, by role. */
async function lowest(roles: Record<string, Role>, viewer: Role): Promise<Record<string, Memory>> {
  const found: Record<string, Memory> = {}
  for (let count = 0; count < SAMPLES; count += 1) {
    await countFrames(viewer.page, ROUND / SAMPLES)
    for (const [name, role] of Object.entries(roles)) {
      const now = await memoryOf(role)
      const least = found[name] ?? now
      found[name] = {
        heap: Math.min(least.heap, now.heap),
        objects: Math.min(least.objects, now.objects),
        processes: Math.min(least.processes, now.processes),
      }
    }
  }
  return found
}
