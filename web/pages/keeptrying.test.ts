import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepTrying } from './keeptrying.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('tries until it succeeds, and not again', async () => {
  const onerror = vi.fn()
  const attempt = vi.fn(async () => {})
  attempt.mockRejectedValueOnce('first').mockRejectedValueOnce('second')
  keepTrying(attempt, onerror)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(onerror.mock.calls).toEqual([['first'], ['second']])
  expect(attempt).toHaveBeenCalledTimes(3)
})

test('once stopped it neither tries again nor tells of an attempt that fails late', async () => {
  const onerror = vi.fn()
  const attempt = vi.fn((signal: AbortSignal) => {
    return new Promise<void>((_, reject) => signal.addEventListener('abort', reject))
  })
  const stop = keepTrying(attempt, onerror)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(attempt).toHaveBeenCalledTimes(1)
  expect(onerror).not.toHaveBeenCalled()

  const failing = vi.fn(() => Promise.reject('always'))
  const stopFailing = keepTrying(failing, onerror)
  await vi.advanceTimersByTimeAsync(0)
  stopFailing()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(failing).toHaveBeenCalledTimes(1)
})
