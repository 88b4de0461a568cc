import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from './listen.ts'
import { startServer } from './server.ts'

const film = randomBytes(100_000)
const MEDIA = '/media/0123456789abcdef'
let folder: string
let server: Listening
let healthy = true
let live: { title: string; link: string }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-http-'))
  const pages = join(folder, 'dist')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await mkdir(join(pages, 'empty'))
  await writeFile(join(pages, 'index.html'), '<title>index</title>')
  await writeFile(join(pages, 'watch.html'), '<title>watch</title>')
  await writeFile(join(pages, '404.html'), '<title>no such page</title>')
  await writeFile(join(pages, 'assets/watch-a1b2c3.js'), 'export {}')
  await writeFile(join(pages, 'assets/watch-a1b2c3.js.br'), brotliCompressSync('export {}'))
  await writeFile(join(pages, '.built'), 'secret')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  const path = join(folder, 'a film & 100%?#.mp4')
  await writeFile(path, film)
  server = await startServer({
    pages,
    files: new Map([[MEDIA, path]]),
    ice: [],
    relays: () => ['/ip4/127.0.0.1/tcp/1/ws/p2p/x'],
    health: () => ({ ok: healthy, nodes: [] }),
    live: () => live,
    host: '127.0.0.1',
    port: 0,
  })
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** Sends the path as it is: fetch would tidy it up. */
function ask(path: string, { method = 'GET', headers = {} } = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const sent = request({ port: server.port, host: '127.0.0.1', path, method, headers }, response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
      sent.on('error', reject)
      sent.end()
    },
  )
}

describe('pages', () => {
  test('are cross-origin isolated, and looked up anew each time', async () => {
    const { status, headers, body } = await ask('/watch.html?relay=x')
    expect(status).toBe(200)
    expect(body.toString()).toContain('watch')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-cache',
    })
    expect((await ask('/watch.html', { headers: { 'if-none-match': headers.etag } })).status).toBe(304)
  })

  test('the root is the index', async () => {
    expect((await ask('/')).body.toString()).toContain('index')
  })

  test('are found without their ending', async () => {
    const { status, headers, body } = await ask('/watch?id=x')
    expect(status).toBe(200)
    expect(body.toString()).toContain('watch')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test.each(['/wacth.html', '/wacth', '/empty/'])('%s: who is led astray is told where to go', async path => {
    for (const headers of [{}, { 'accept-encoding': 'br' }, { range: 'bytes=0-3', 'if-none-match': '*' }]) {
      const { status, headers: answered, body } = await ask(path, { headers })
      expect(status).toBe(404)
      expect(body.toString()).toBe('<title>no such page</title>')
      expect(answered['content-type']).toBe('text/html; charset=utf-8')
      expect(answered).not.toHaveProperty('cache-control')
    }
  })

  test('go out packed to who takes it, where they are', async () => {
    const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
    const packed = await ask('/assets/watch-a1b2c3.js', { headers })
    expect(brotliDecompressSync(packed.body).toString()).toBe('export {}')
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
    })
    expect(packed.headers['cache-control']).toContain('immutable')
    const plain = await ask('/watch.html', { headers })
    expect(plain.body.toString()).toContain('watch')
    expect(plain.headers).not.toHaveProperty('content-encoding')
    const missing = await ask('/assets/none.js', { headers })
    expect(missing.status).toBe(404)
    expect(missing.headers).not.toHaveProperty('content-encoding')
    expect((await ask('/assets/watch-a1b2c3.js')).headers).not.toHaveProperty('content-encoding')
  })

  test('hashed assets are kept for ever, missing ones are not', async () => {
    const { headers } = await ask('/assets/watch-a1b2c3.js')
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['content-type']).toMatch(/^text\/javascript/)
    const missing = await ask('/assets/none.js')
    expect(missing.status).toBe(404)
    expect(missing.headers).not.toHaveProperty('cache-control')
  })
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '//secret.txt',
  '/%00',
  '/%',
  '/.built',
  '/empty',
  '/empty/',
  '/assets/',
  '/media/',
  '/media/0123456789abcdee',
  `${MEDIA}/`,
  `${MEDIA}/../../secret.txt`,
  `http://other.example${MEDIA}`,
  '*',
])('%s leads nowhere', async path => {
  const { status, body } = await ask(path)
  expect([400, 403, 404]).toContain(status)
  expect(body.toString()).not.toContain('secret')
})

describe('a file', () => {
  test('comes whole, with its type, for this origin only', async () => {
    const { status, headers, body } = await ask(MEDIA)
    expect(status).toBe(200)
    expect(body.equals(film)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100-199', 100, 200],
    ['bytes=99000-', 99_000, 100_000],
    ['bytes=-500', 99_500, 100_000],
    ['bytes=99999-200000', 99_999, 100_000],
  ])('comes in ranges: %s', async (range, start, end) => {
    const { status, headers, body } = await ask(MEDIA, { headers: { range } })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe(`bytes ${start}-${end - 1}/100000`)
    expect(body.equals(film.subarray(start, end))).toBe(true)
  })

  test('has nothing behind its end', async () => {
    const { status, headers } = await ask(MEDIA, { headers: { range: 'bytes=100000-' } })
    expect(status).toBe(416)
    expect(headers['content-range']).toBe('bytes */100000')
  })

  test('can be asked for its size', async () => {
    const { headers, body } = await ask(MEDIA, { method: 'HEAD' })
    expect(headers['content-length']).toBe('100000')
    expect(body.length).toBe(0)
  })
})

test('tells the relays', async () => {
  const { headers, body } = await ask('/relays.json')
  expect(JSON.parse(body.toString())).toEqual(['/ip4/127.0.0.1/tcp/1/ws/p2p/x'])
  expect(headers['content-type']).toBe('application/json')
})

test('tells whether all is well', async () => {
  healthy = true
  expect((await ask('/health')).status).toBe(200)
  healthy = false
  const { status, body } = await ask('/health')
  expect(status).toBe(503)
  expect(JSON.parse(body.toString())).toEqual({ ok: false, nodes: [] })
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async method => {
  expect((await ask('/', { method })).status).toBe(405)
})

test('what is live now is told', async () => {
  const told = async () => JSON.parse((await ask('/live.json')).body.toString())
  expect(await told()).toEqual([])
  live = [{ title: 'A film', link: 'http://127.0.0.1:8620/watch.html#peer/stream' }]
  expect(await told()).toEqual(live)
})
