import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Intake, openIntake } from './intake.ts'
import type { Listening } from './listen.ts'
import { startServer } from './server.ts'

const PATH = '/made/0123456789abcdef/'
let folder: string
let intake: Intake
let server: Listening

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-intake-'))
  const places = new Map([
    ['480p', join(folder, 'film.mp4')],
    ['lost', join(folder, 'none/film.mp4')],
  ])
  intake = openIntake({ path: PATH, placeOf: name => places.get(name) })
  server = await startServer({
    ...{ pages: '/nowhere', files: new Map(), ice: [], host: '127.0.0.1', port: 0, intake },
    relays: () => [],
    health: () => ({ ok: true }),
  })
})

afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

type Ask = { path?: string; headers?: Record<string, string | number>; method?: string }

/** A request whose body is still to come, and its status; 0 where the connection ends without one. */
function begin({ path = `${PATH}480p`, headers = {}, method = 'PUT' }: Ask = {}) {
  const origin = `http://127.0.0.1:${server.port}`
  const sent = request({
    ...{ host: '127.0.0.1', port: server.port, path, method, headers: { origin, ...headers } },
  })
  const status = new Promise<number>(resolve => {
    sent.on('response', response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', () => resolve(0))
  })
  return { sent, status }
}

async function put(body: Buffer, ask: Ask = {}): Promise<number> {
  const { sent, status } = begin({ ...ask, headers: { 'content-length': body.length, ...ask.headers } })
  sent.end(body)
  return status
}

/** Sends a part of what it announces. */
async function sendPart(sent: ClientRequest): Promise<void> {
  sent.write(randomBytes(100_000))
  await expect.poll(() => readdir(folder)).toEqual(['film.mp4.part'])
}

test('a file is there under its name when it is whole', async () => {
  const film = randomBytes(3_000_000)
  expect(await put(film)).toBe(204)
  expect(await readdir(folder)).toEqual(['film.mp4'])
  expect((await readFile(join(folder, 'film.mp4'))).equals(film)).toBe(true)
})

test('an empty file is one, too', async () => {
  expect(await put(Buffer.alloc(0))).toBe(204)
  expect(await readFile(join(folder, 'film.mp4'))).toHaveLength(0)
})

describe('nothing is left of', () => {
  test('one that breaks off', async () => {
    const { sent } = begin({ headers: { 'content-length': 3_000_000 } })
    await sendPart(sent)
    sent.destroy()
    await expect.poll(() => readdir(folder)).toEqual([])
  })

  test('one that is under way at the end', async () => {
    const { sent, status } = begin({ headers: { 'content-length': 3_000_000 } })
    await sendPart(sent)
    await intake.close()
    expect(await readdir(folder)).toEqual([])
    expect(await status).not.toBe(204)
    expect(await put(Buffer.alloc(1))).toBe(409)
  })
})

test('what is beyond the length that was announced is not taken', async () => {
  const { sent, status } = begin({ headers: { 'content-length': 10 } })
  sent.end(randomBytes(10_000))
  await status
  await intake.close()
  // Node closes such a connection, before the file is whole or after.
  expect(await readdir(folder)).toBeOneOf([[], ['film.mp4']])
  const film = await readFile(join(folder, 'film.mp4')).catch(() => Buffer.alloc(10))
  expect(film).toHaveLength(10)
})

test('the same file twice at once: the first is taken', async () => {
  const { sent, status } = begin({ headers: { 'content-length': 100_001 } })
  await sendPart(sent)
  expect(await put(Buffer.alloc(10))).toBe(409)
  sent.end(Buffer.alloc(1))
  expect(await status).toBe(204)
  expect(await readFile(join(folder, 'film.mp4'))).toHaveLength(100_001)
})

test.each<[string, number, Ask]>([
  ['another token', 405, { path: '/made/0123456789abcdee/480p' }],
  ['no token', 405, { path: '/made/480p' }],
  ['another name', 404, { path: `${PATH}720p` }],
  ['no name', 404, { path: PATH }],
  ['a way out', 404, { path: `${PATH}../../480p` }],
  ['another origin', 403, { headers: { origin: 'http://evil.example' } }],
  ['an opaque origin', 403, { headers: { origin: 'null' } }],
  ['more than the disk holds', 507, { headers: { 'content-length': Number.MAX_SAFE_INTEGER } }],
  ['a length beyond all numbers', 400, { headers: { 'content-length': '99999999999999999999' } }],
  ['no length', 411, { headers: { 'transfer-encoding': 'chunked' } }],
  ['a folder that is not there', 500, { path: `${PATH}lost`, headers: { 'content-length': 1 } }],
  ['another method', 405, { method: 'POST' }],
])('refused: %s', async (_, status, ask) => {
  const { sent, status: answered } = begin(ask)
  sent.flushHeaders()
  if (ask.method !== 'POST') sent.write('x')
  expect(await answered).toBe(status)
  sent.destroy()
  await once(sent, 'close')
  expect(await readdir(folder)).toEqual([])
})
