import { expect, test } from 'vitest'
import type { AskNews } from '../../web/pages/host.ts'
import { MillraceError } from '../../web/protocol/errors.ts'
import { DONE } from '../harness/done.ts'
import { openQueue } from './queue.ts'

const wanted = { task: { id: 'style-oil', strength: 1 }, about: '/in/', out: '/out' }
const { id: _, ...done } = { ...DONE, paid: 3n, ms: 5, checked: true }
const signal = new AbortController().signal

test('a page that comes late gets what waits, in order, and tells each how it goes', async () => {
  const queue = openQueue()
  const heard: AskNews[] = []
  const first = queue.ask(wanted, signal, news => heard.push(news))
  const second = queue.ask({ ...wanted, about: '/other/' }, signal)
  const [one, other] = [await queue.next(), await queue.next()]
  expect([one, other]).toMatchObject([{ kind: 'ask', ...wanted }, { about: '/other/' }])
  queue.tell({ id: other.id, kind: 'failed', code: 'bad-input', message: 'It is none.', hint: 'Another.' })
  queue.tell({ id: one.id, kind: 'missed', peer: 'q', reason: 'gone' })
  queue.tell({ id: one.id, ...done })
  await expect(second).rejects.toMatchObject({ code: 'bad-input', message: 'It is none.', hint: 'Another.' })
  expect(await first).toMatchObject(done)
  expect(heard.map(({ kind }) => kind)).toEqual(['missed', 'done'])
  // What comes afterwards is nobody's.
  queue.tell({ id: one.id, kind: 'failed', code: 'internal', message: '', hint: '' })
})

test('what is not wanted any more is not given, or taken back', async () => {
  const queue = openQueue()
  const leaving = new AbortController()
  const asked = [queue.ask(wanted, leaving.signal), queue.ask(wanted, leaving.signal)]
  const given = await queue.next()
  leaving.abort(new MillraceError('too-slow', ''))
  for (const each of asked) await expect(each).rejects.toMatchObject({ code: 'too-slow' })
  expect(await queue.next()).toEqual({ kind: 'leave', id: given.id })
  const later = queue.ask({ ...wanted, about: '/later/' }, signal)
  const next = await queue.next()
  expect(next).toMatchObject({ about: '/later/' })
  queue.tell({ id: next.id, ...done })
  await later
})

test('what a page was given that was loaded anew is lost; what it was not is given to the next', async () => {
  const queue = openQueue()
  const lost = queue.ask(wanted, signal)
  await queue.next()
  // The old page asks for more, and gets nothing.
  void queue.next()
  queue.restart()
  await expect(lost).rejects.toMatchObject({ code: 'peer-lost' })
  const later = queue.ask(wanted, signal)
  const next = await queue.next()
  expect(next).toMatchObject({ kind: 'ask' })
  queue.tell({ id: next.id, ...done })
  expect(await later).toMatchObject({ paid: 3n })
})
