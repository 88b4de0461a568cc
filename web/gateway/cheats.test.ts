import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import type { Receipt, VideoFormat } from '../protocol/schema.ts'
import { createCheats } from './cheats.ts'

const order = { format: {} as VideoFormat, renditions: [] }
const cheat = { reason: 'It sent a frame twice.', receipt: {} as Receipt, sample: undefined }

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a cheat is noted once for each job; what was signed for it is kept', async () => {
  const cheats = createCheats()
  expect(cheats.note('job', 'peer', cheat.reason)).toBe(true)
  expect(cheats.note('job', 'peer', 'another')).toBe(false)
  await cheats.keep('job', cheat, order)
  expect(cheats.list()).toMatchObject([{ reason: cheat.reason, evidence: true, lack: '' }])
})

test('without a signature there is no evidence, and it says so', async () => {
  const cheats = createCheats()
  cheats.note('job', 'peer', cheat.reason)
  await cheats.keep('job', { ...cheat, receipt: undefined }, order)
  expect(cheats.list()).toMatchObject([{ evidence: false, lack: expect.stringContaining('signed nothing') }])
})

test('a browser that keeps nothing', async () => {
  const open = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
  vi.stubGlobal('indexedDB', { open })
  const cheats = createCheats()
  cheats.note('job', 'peer', cheat.reason)
  await cheats.keep('job', cheat, order)
  expect(cheats.list()).toMatchObject([{ evidence: false, lack: expect.stringContaining('quota') }])
})
