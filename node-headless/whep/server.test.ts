import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WhepAsk } from '../../web/pages/host.ts'
import { MAX_MESSAGE_BYTES } from '../../web/protocol/limits.ts'
import type { Listening } from '../http/listen.ts'
import { openQueue, type PageQueue } from '../http/pagequeue.ts'
import { startWhepServer } from './server.ts'

const OFFER = 'v=0\r\n'
const SDP = { 'content-type': 'application/sdp' }

type Answer = { answer: string } | { code: string; message: string }

let queue: PageQueue<WhepAsk>
let server: Listening
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

beforeEach(async () => {
  queue = openQueue()
  server = await startWhepServer({ host: '127.0.0.1', port: 0, log }, queue)
})
afterEach(() => server.close())

const ask = (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init)
const post = (path = '/whep', body = OFFER) => ask(path, { method: 'POST', headers: SDP, body })

/** A page that answers the next one. */
async function answer(reply: Answer = { answer: 'an answer' }) {
  const next = await queue.next()
  queue.reply({ id: next.id, ...reply })
  return next
}

test('a player gets the page’s answer, and a place at which to end', async () => {
  const [response, next] = await Promise.all([post(), answer()])
  expect(response.status).toBe(201)
  expect(response.headers.get('content-type')).toBe('application/sdp')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-expose-headers')).toBe('Location')
  expect(await response.text()).toBe('an answer')
  expect(next).toMatchObject({ kind: 'enter', offer: OFFER, stream: '', rendition: '' })
  const location = response.headers.get('location') ?? ''
  expect(location).toBe(`/players/${next.session}`)
  const [ended, left] = await Promise.all([ask(location, { method: 'DELETE' }), answer()])
  expect(ended.status).toBe(200)
  expect(left).toMatchObject({ kind: 'leave', session: next.session })
  const over = { code: 'not-found', message: 'This session is over.' }
  const [again] = await Promise.all([ask(location, { method: 'DELETE' }), answer(over)])
  expect(again.status).toBe(404)
})

test('a stream and a rendition may be named', async () => {
  const [, next] = await Promise.all([post('/whep/abcd1234?rendition=480p'), answer()])
  expect(next).toMatchObject({ stream: 'abcd1234', rendition: '480p' })
})

test.each([
  ['bad-message', 400, null],
  ['not-found', 404, null],
  ['unsupported', 406, null],
  ['paused', 409, '5'],
  ['busy', 503, '5'],
  ['internal', 500, null],
])('an offer that the page refuses as %s is answered %d, with the reason', async (code, status, retry) => {
  const [response] = await Promise.all([post(), answer({ code, message: 'No.' })])
  expect(response.status).toBe(status)
  expect(response.headers.get('retry-after')).toBe(retry)
  expect(await response.text()).toBe('No.')
})

test('what is no offer is turned away before the page hears of it', async () => {
  const next = vi.spyOn(queue, 'ask')
  expect((await ask('/whep', { method: 'POST', body: OFFER })).status).toBe(415)
  const large = await post('/whep', 'x'.repeat(MAX_MESSAGE_BYTES + 1)).catch(() => undefined)
  expect([413, undefined]).toContain(large?.status)
  for (const path of ['/', '/whep/a/b', `/whep/${'x'.repeat(65)}`, '/players', '//'])
    expect((await post(path)).status).toBe(404)
  expect(next).not.toHaveBeenCalled()
})

test('where too many wait for the page, others are to come again', async () => {
  const posted = Array.from({ length: 17 }, () => post())
  const first = await Promise.race(posted)
  expect(first.status).toBe(503)
  expect(await first.text()).toBe('Too many come at once.')
  for (let count = 0; count < 16; count += 1) await answer()
  const statuses = (await Promise.all(posted)).map(({ status }) => status)
  expect(statuses.filter(status => status === 201)).toHaveLength(16)
})

test('there is no trickle, and nothing to read', async () => {
  for (const method of ['PATCH', 'PUT', 'GET', 'POST']) {
    const response = await ask('/players/any', { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('DELETE, OPTIONS')
  }
  expect((await ask('/whep', { method: 'GET' })).headers.get('allow')).toBe('POST, OPTIONS')
})

test.each([
  ['/whep', 'POST'],
  ['/whep/abcd1234', 'POST'],
  ['/players/any', 'DELETE'],
])('a page of any origin may ask at %s', async (path, method) => {
  const preflight = await ask(path, { method: 'OPTIONS' })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-methods')).toContain(method)
})
