import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gift } from './faucet.ts'
import type { Listening } from './listen.ts'
import { startServer } from './server.ts'

const PLACE = { chainId: 31337, name: 'Local chain' }
const asked: unknown[] = []
let gift: () => Promise<Gift> = async () => ({ ok: true })
let server: Listening
let bare: Listening

beforeAll(async () => {
  const common = {
    pages: '/nowhere',
    files: new Map(),
    ice: [],
    relays: () => [],
    health: () => ({ ok: true }),
  }
  const place = { host: '127.0.0.1', port: 0 }
  bare = await startServer({ ...common, ...place })
  server = await startServer({
    ...common,
    ...place,
    chain: async () => ({
      place: PLACE,
      faucet: async to => {
        asked.push(to)
        return gift()
      },
    }),
  })
})

afterAll(async () => {
  await server.close()
  await bare.close()
})

type Ask = { body?: string; headers?: Record<string, string>; method?: string; path?: string; port?: number }

function ask({ body = '', headers = {}, method = 'POST', path = '/faucet', port = server.port }: Ask = {}) {
  const origin = `http://127.0.0.1:${port}`
  const all = { origin, 'content-type': 'application/json', ...headers }
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: all }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('chain.json says where the chain is; without one there is none', async () => {
  const { status, body } = await ask({ method: 'GET', path: '/chain.json' })
  expect([status, JSON.parse(body)]).toEqual([200, PLACE])
  expect((await ask({ method: 'GET', path: '/chain.json', port: bare.port })).status).toBe(404)
  expect((await ask({ port: bare.port })).status).toBe(405)
})

test('the address in the body is given to', async () => {
  asked.length = 0
  const { status, body } = await ask({ body: '{"address":"0x12"}' })
  expect([status, JSON.parse(body)]).toEqual([200, { ok: true }])
  expect(asked).toEqual(['0x12'])
})

test('why nothing is given is said in words', async () => {
  gift = async () => ({ ok: false, status: 429, reason: 'later' })
  expect(await ask({ body: '{"address":"0x12"}' })).toEqual({ status: 429, body: '{"error":"later"}' })
  gift = () => Promise.reject(new Error('the RPC at http://secret is gone'))
  const { status, body } = await ask({ body: '{"address":"0x12"}' })
  expect(status).toBe(503)
  expect(body).not.toContain('secret')
  gift = async () => ({ ok: true })
})

test.each<[string, number, Ask]>([
  ['another origin', 403, { headers: { origin: 'http://evil.example' } }],
  ['another port', 403, { headers: { origin: 'http://127.0.0.1:1' } }],
  ['an opaque origin', 403, { headers: { origin: 'null' } }],
  ['a form', 415, { headers: { 'content-type': 'text/plain' } }],
  ['a long body', 413, { body: `{"address":"${'0'.repeat(100_000)}"}` }],
])('refused: %s', async (_, status, what) => {
  asked.length = 0
  const answer = await ask({ body: '{"address":"0x12"}', ...what })
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toHaveProperty('error')
  expect(asked).toEqual([])
})

test.each(['', '{', 'null', '7', '{"address":{"a":1}}', '[]'])(
  'rubbish is for the faucet to refuse: %j',
  async body => {
    asked.length = 0
    expect((await ask({ body })).status).toBe(200)
    expect(typeof asked[0]).not.toBe('string')
  },
)

test('POST leads nowhere else', async () => {
  expect((await ask({ path: '/chain.json' })).status).toBe(405)
  expect((await ask({ method: 'PUT' })).status).toBe(405)
})
