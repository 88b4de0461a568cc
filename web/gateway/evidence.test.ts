import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Evidence } from '../protocol/evidence.ts'
import { findEvidence, hasEvidence, keepEvidence } from './evidence.ts'

test('the newest evidence is kept, by its job', async () => {
  for (let at = 0; at < 25; at += 1) await keepEvidence({ job: `job-${at}`, at } as Evidence)
  expect(await findEvidence('job-24')).toEqual({ job: 'job-24', at: 24 })
  expect(await findEvidence('job-5')).toBeDefined()
  expect(await findEvidence('job-4')).toBeUndefined()
  expect([await hasEvidence('job-5'), await hasEvidence('job-4')]).toEqual([true, false])
})
