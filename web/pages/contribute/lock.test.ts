import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { takeLock } from './lock.ts'

/** One lock, as browsers keep it. */
function fakeLocks() {
  let last = Promise.resolve()
  return {
    request(_name: string, { signal }: { signal: AbortSignal }, held: () => Promise<void>) {
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
      const granted = last.then(() => (signal.aborted ? undefined : held()))
      last = granted.then(() => {})
      return Promise.race([granted, aborted])
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { locks: fakeLocks() })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const take = (signal = new AbortController().signal) => {
  const onwait = vi.fn()
  return { onwait, taking: takeLock('name', { signal, onwait }) }
}

test('a tab that lets go soon, as it does when it is loaded anew, is waited for without a word', async () => {
  const release = await take().taking
  const second = take()
  await vi.advanceTimersByTimeAsync(500)
  release()
  await second.taking
  await vi.advanceTimersByTimeAsync(5000)
  expect(second.onwait).not.toHaveBeenCalled()
})

test('a tab that stays is told of after a second, and followed when it goes', async () => {
  const release = await take().taking
  const second = take()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(second.onwait).toHaveBeenCalledTimes(1)
  release()
  expect(await second.taking).toBeTypeOf('function')
})

test('who does not want it any more does not get it', async () => {
  const release = await take().taking
  const leaving = new AbortController()
  const second = take(leaving.signal)
  const third = take()
  leaving.abort('gone')
  await expect(second.taking).rejects.toBe('gone')
  release()
  expect(await third.taking).toBeTypeOf('function')
  await vi.advanceTimersByTimeAsync(5000)
  expect(second.onwait).not.toHaveBeenCalled()
})
