import { expect, test, vi } from 'vitest'
import { newestOf } from './newest.ts'

type Begun = PromiseWithResolvers<string> & { signal: AbortSignal }

function open() {
  const begun: Begun[] = []
  const leaving = new AbortController()
  const start = newestOf((_: string, signal) => {
    const work = { ...Promise.withResolvers<string>(), signal }
    begun.push(work)
    return work.promise
  }, leaving.signal)
  return { start, begun, leaving }
}

test('a file that is picked while another still opens wins, whichever is read first', async () => {
  const { start, begun } = open()
  const heard = vi.fn()
  start('slow').then(heard, heard)
  const second = start('quick')
  const [slow, quick] = begun as [Begun, Begun]
  expect([slow.signal.aborted, quick.signal.aborted]).toEqual([true, false])
  quick.resolve('the second')
  expect(await second).toBe('the second')
  slow.resolve('the first')
  await slow.promise
  expect(heard).not.toHaveBeenCalled()
  start('slow').then(heard, heard)
  const last = start('broken')
  begun[2]?.reject(new Error('ended'))
  begun[3]?.reject(new Error('damaged'))
  await expect(last).rejects.toThrow('damaged')
  expect(heard).not.toHaveBeenCalled()
})

test('who leaves ends the newest', async () => {
  const { start, begun, leaving } = open()
  void start('one')
  leaving.abort()
  expect(begun[0]?.signal.aborted).toBe(true)
})
