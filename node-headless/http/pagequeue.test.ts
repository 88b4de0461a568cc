import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WhipAsk } from '../../web/pages/host.ts'
import { openQueue } from './pagequeue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const ENTER = { kind: 'enter', session: 'a', offer: 'v=0' } as const

test('a page that comes late still gets what waits, in order', async () => {
  const queue = openQueue<WhipAsk>()
  const replies = [queue.ask(ENTER), queue.ask({ kind: 'leave', session: 'a' })]
  for (const answer of ['one', 'two']) queue.reply({ id: (await queue.next()).id, answer })
  expect(await Promise.all(replies)).toMatchObject([{ answer: 'one' }, { answer: 'two' }])
})

test('where no page answers, the wish is dropped', async () => {
  const queue = openQueue<WhipAsk>()
  const reply = queue.ask(ENTER)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await reply).toBeUndefined()
  const later = queue.ask({ ...ENTER, session: 'b' })
  expect((await queue.next()).session).toBe('b')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await later).toBeUndefined()
})

test('of a page that was loaded anew the newest call counts', async () => {
  const queue = openQueue<WhipAsk>()
  const gone = vi.fn()
  void queue.next().then(gone)
  const here = queue.next()
  const reply = queue.ask(ENTER)
  queue.reply({ id: (await here).id, answer: 'an answer' })
  expect(await reply).toMatchObject({ answer: 'an answer' })
  expect(gone).not.toHaveBeenCalled()
})
