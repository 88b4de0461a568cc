import { expose } from 'comlink'
import { afterEach, expect, test, vi } from 'vitest'
import { startChecker } from './checker.ts'
import type { Finding, Sample } from './types.ts'

const sample = {} as Sample
const good: Finding = { verdict: 'good', reason: '', measures: undefined, took: 5 }

/** Workers, each of which checks in its own way. */
function workers(...checks: (() => Promise<Finding>)[]) {
  const opened: { worker: Worker; terminated: boolean }[] = []
  const open = () => {
    const { port1, port2 } = new MessageChannel()
    expose({ check: checks[opened.length] }, port2)
    const terminate = () => {
      port2.close()
      each.terminated = true
    }
    const each = { worker: Object.assign(port1, { terminate }) as unknown as Worker, terminated: false }
    opened.push(each)
    return each.worker
  }
  return { open, opened }
}
const never = () => new Promise<Finding>(() => {})

afterEach(() => {
  vi.useRealTimers()
})

test('one check at a time; what comes meanwhile is skipped', async () => {
  const { open } = workers(async () => good)
  const checker = startChecker(open)
  const first = checker.check(sample)
  expect(await checker.check(sample)).toMatchObject({
    verdict: 'skipped',
    reason: 'Another check was under way.',
  })
  expect(await first).toEqual(good)
  expect(checker.report()).toMatchObject({ checked: 1, skipped: 1, took: 5 })
})

test('a Worker that fails is told of, and the next check has a new one', async () => {
  const { open, opened } = workers(never, async () => good)
  const checker = startChecker(open)
  const checking = checker.check(sample)
  opened[0]?.worker.dispatchEvent(Object.assign(new Event('error'), { message: 'It is out of memory.' }))
  expect(await checking).toMatchObject({ verdict: 'skipped' })
  expect(checker.report()).toMatchObject({ skipped: 1, reason: 'A check failed. It is out of memory.' })
  expect(opened[0]?.terminated).toBe(true)
  expect(await checker.check(sample)).toEqual(good)
})

test('a decoder that hangs is given up', async () => {
  vi.useFakeTimers()
  const { open, opened } = workers(never, async () => good)
  const checker = startChecker(open)
  const checking = checker.check(sample)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await checking).toMatchObject({
    verdict: 'skipped',
    reason: expect.stringContaining('more than 30 s'),
  })
  expect(opened[0]?.terminated).toBe(true)
  vi.useRealTimers()
  expect(await checker.check(sample)).toEqual(good)
})

test('a Worker that throws, or that there is none, is no error of who asks', async () => {
  const { open } = workers(() => Promise.reject(new Error('no memory')))
  expect(await startChecker(open).check(sample)).toMatchObject({ reason: 'A check failed. no memory' })
  expect(await startChecker().check(sample)).toMatchObject({ verdict: 'skipped' })
})
