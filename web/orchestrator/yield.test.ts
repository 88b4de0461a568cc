import { expect, test } from 'vitest'
import { createYield } from './yield.ts'

const live = (realtime: number) => ({
  state: 'running' as const,
  realtime,
  file: undefined,
  asked: undefined,
})
const file = { state: 'running' as const, realtime: 0.1, file: { segments: 0, share: 0 }, asked: undefined }
const asked = {
  state: 'running' as const,
  realtime: 0,
  file: undefined,
  asked: { stage: 'running' as const, share: 1 },
}

test('a file has all the time until something is live, half of it beside, and less where that falls behind', () => {
  let jobs: Parameters<typeof createYield>[0] extends () => (infer Job)[] ? Job[] : never = [file]
  const share = createYield(() => jobs)
  expect(share()).toBe(1)
  jobs = [file, asked]
  expect(share()).toBe(1)
  jobs = [file, asked, live(1)]
  expect(share()).toBe(0.5)
  jobs = [file, live(1), live(0.9)]
  expect([share(), share(), share(), share(), share()]).toEqual([0.25, 0.125, 0.0625, 0.05, 0.05])
  jobs = [file, live(1)]
  expect(share()).toBeCloseTo(0.1)
  jobs = [file, { ...live(0.1), state: 'standby' }]
  for (let beat = 0; beat < 20; beat += 1) share()
  expect(share()).toBe(1)
})
