import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WhipAsk } from '../../web/pages/host.ts'
import { MAX_MESSAGE_BYTES } from '../../web/protocol/limits.ts'
import type { Listening } from '../http/listen.ts'
import { openQueue, type PageQueue } from '../http/pagequeue.ts'
import { startWhipServer } from './server.ts'

const KEY = 'a key that nobody knows'.replaceAll(' ', '-')
const OFFER = 'v=0\r\n'
const SDP = { 'content-type': 'application/sdp' }
const BEARER = { authorization: `Bearer ${KEY}` }

type Answer = { answer: string } | { code: string; message: string }

let queue: PageQueue<WhipAsk>
let server: Listening
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

beforeEach(async () => {
  queue = openQueue()
  server = await startWhipServer({ host: '127.0.0.1', port: 0, key: KEY, log }, queue)
})
afterEach(() => server.close())

const ask = (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init)
const post = (headers: Record<string, string> = { ...SDP, ...BEARER }, body = OFFER) =>
  ask('/whip', { method: 'POST', headers, body })

/** A page that answers the next one. */
async function answer(reply: Answer = { answer: 'an answer' }) {
  const next = await queue.next()
  queue.reply({ id: next.id, ...reply })
  return next
}

async function enter() {
  const [response, next] = await Promise.all([post(), answer()])
  expect(response.status).toBe(201)
  return { response, next, location: response.headers.get('location') ?? '' }
}

test('a publisher gets the page’s answer, and a place at which to end', async () => {
  const { response, next, location } = await enter()
  expect(next).toMatchObject({ kind: 'enter', offer: OFFER })
  expect(response.headers.get('content-type')).toBe('application/sdp')
  expect(await response.text()).toBe('an answer')
  expect(location).toBe(`/whip/${next.session}`)
  const [ended, left] = await Promise.all([ask(location, { method: 'DELETE', headers: BEARER }), answer()])
  expect(ended.status).toBe(200)
  expect(left).toMatchObject({ kind: 'leave', session: next.session })
  expect((await ask(location, { method: 'DELETE', headers: BEARER })).status).toBe(404)
})

test('who comes again takes the place of who was there, whose end then ends nothing', async () => {
  const first = await enter()
  const second = await enter()
  expect(second.location).not.toBe(first.location)
  expect((await ask(first.location, { method: 'DELETE', headers: BEARER })).status).toBe(404)
  const [ended] = await Promise.all([ask(second.location, { method: 'DELETE', headers: BEARER }), answer()])
  expect(ended.status).toBe(200)
})

test.each([
  ['no key', {}],
  ['another key', { authorization: 'Bearer another' }],
  ['the key in another way', { authorization: `Basic ${KEY}` }],
  ['less of it', { authorization: `Bearer ${KEY.slice(0, -1)}` }],
])('%s: nobody enters, nobody ends', async (_, headers) => {
  const { location } = await enter()
  const response = await post({ ...SDP, ...headers })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer')
  expect((await ask(location, { method: 'DELETE', headers })).status).toBe(401)
})

test('what is no offer is turned away before the page hears of it', async () => {
  const next = vi.spyOn(queue, 'ask')
  expect((await post({ ...BEARER, 'content-type': 'application/json' })).status).toBe(415)
  const large = await post({ ...SDP, ...BEARER }, 'x'.repeat(MAX_MESSAGE_BYTES + 1)).catch(() => undefined)
  expect([413, undefined]).toContain(large?.status)
  expect((await ask('/', { method: 'POST', headers: BEARER })).status).toBe(404)
  expect(next).not.toHaveBeenCalled()
})

test.each([
  ['bad-message', 400],
  ['unsupported', 422],
  ['internal', 500],
])('an offer that the page refuses as %s is answered %d, with the reason', async (code, status) => {
  const [response] = await Promise.all([post(), answer({ code, message: 'Choose H.264.' })])
  expect(response.status).toBe(status)
  expect(await response.text()).toBe('Choose H.264.')
})

test('there is no trickle, and nothing to read', async () => {
  const { location } = await enter()
  for (const method of ['PATCH', 'PUT', 'GET', 'POST']) {
    const response = await ask(location, { method, headers: BEARER })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('DELETE, OPTIONS')
  }
  expect((await ask('/whip', { method: 'GET' })).headers.get('allow')).toBe('POST, OPTIONS')
})

test('a page of any origin may ask, and read where it ends', async () => {
  const { response, location } = await enter()
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-expose-headers')).toBe('Location')
  for (const [path, method] of [
    ['/whip', 'POST'],
    [location, 'DELETE'],
  ] as const) {
    const preflight = await ask(path, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toContain(method)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type')
  }
})
