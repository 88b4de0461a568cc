import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { blake3 } from '@noble/hashes/blake3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { MillraceError } from '../../protocol/errors.ts'
import { fill, type Target } from './fill.ts'

const CONTENT = new Uint8Array(300_000).map((_, index) => (index * index) % 251)
const HALF = CONTENT.subarray(0, 150_000)
const FILE = { path: 'net.onnx', bytes: CONTENT.length, blake3: bytesToHex(blake3(CONTENT)) }

let answer: (response: ServerResponse, from: number) => void
/** What was asked for: `range` of each request. */
let asked: (string | undefined)[]
const server = createServer((request: IncomingMessage, response) => {
  const { range } = request.headers
  asked.push(range)
  answer(response, Number(/\d+/.exec(range ?? '')?.[0] ?? 0))
})
let address: string

beforeAll(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
beforeEach(() => {
  asked = []
})
afterAll(() => void server.close())

/** A file as the browser's, of as many bytes as there is room for. */
function openTarget(room = Number.POSITIVE_INFINITY): Target & { content(): Uint8Array } {
  let content = new Uint8Array()
  return {
    content: () => content,
    getSize: () => content.length,
    flush() {},
    truncate(size) {
      content = content.slice(0, size)
    },
    read(into, { at }) {
      const part = content.subarray(at, at + into.length)
      into.set(part)
      return part.length
    },
    write(data, { at }) {
      const taken = data.subarray(0, Math.max(0, room - at))
      const next = new Uint8Array(Math.max(content.length, at + taken.length))
      next.set(content)
      next.set(taken, at)
      content = next
      return taken.length
    },
  }
}

const whole = (response: ServerResponse) => response.end(CONTENT)
const rest = (response: ServerResponse, from: number) => response.writeHead(206).end(CONTENT.subarray(from))
/** Its connection ends when the first bytes have come. */
const broken = () => {
  let open: ServerResponse | undefined
  answer = response => {
    open = response.writeHead(200, { 'content-length': CONTENT.length })
    response.write(HALF)
  }
  return () => open?.destroy()
}
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

function run(
  target: Target,
  signal = new AbortController().signal,
  onbytes: (count: number) => void = () => {},
) {
  return fill(target, FILE, { address, onbytes, signal })
}

test('a file comes whole, and is told as it comes', async () => {
  const target = openTarget()
  const counts: number[] = []
  answer = whole
  await run(target, undefined, count => counts.push(count))
  expect(same(target.content(), CONTENT)).toBe(true)
  expect(counts.at(-1)).toBe(CONTENT.length)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  // What is there is not asked for again.
  await run(target)
  expect(asked).toEqual([undefined])
})

test('what is broken off stays, and goes on from there', async () => {
  const target = openTarget()
  await expect(run(target, undefined, broken())).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('downloaded'),
  })
  const { length } = target.content()
  expect(length).toBeGreaterThan(0)
  answer = rest
  await run(target)
  expect(same(target.content(), CONTENT)).toBe(true)
  expect(asked).toEqual([undefined, `bytes=${length}-`])
})

test('a server that knows no ranges is taken from the beginning', async () => {
  const target = openTarget()
  target.write(HALF, { at: 0 })
  answer = whole
  await run(target)
  expect(same(target.content(), CONTENT)).toBe(true)
})

test.each<[string, typeof answer, Uint8Array]>([
  ['altered', response => response.end(CONTENT.with(5, 9)), new Uint8Array()],
  ['cut short', response => response.end(HALF), new Uint8Array()],
  ['longer', response => response.end(new Uint8Array(400_000)), new Uint8Array()],
  ['endless', response => void setInterval(() => response.write(CONTENT), 1).unref(), new Uint8Array()],
  ['nothing', response => response.end(), new Uint8Array()],
  ['altered where it goes on', rest, HALF.with(5, 9)],
  ['shorter than what is there', response => response.writeHead(416).end(), HALF],
])('bytes that are %s are refused, and nothing of them is kept', async (_, how, before) => {
  const target = openTarget()
  target.write(before, { at: 0 })
  answer = how
  await expect(run(target)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('not the file'),
    hint: expect.stringContaining('again'),
  })
  expect(target.getSize()).toBe(0)
})

test('what lies there and is longer than the file is no part of it', async () => {
  const target = openTarget()
  target.write(new Uint8Array(CONTENT.length + 1), { at: 0 })
  answer = whole
  await run(target)
  expect(same(target.content(), CONTENT)).toBe(true)
})

test.each([404, 500])('a server that says %i is no reason to delete anything', async status => {
  const target = openTarget()
  target.write(HALF, { at: 0 })
  answer = response => response.writeHead(status).end('sorry')
  await expect(run(target)).rejects.toMatchObject({
    code: 'bad-model',
    hint: expect.stringContaining('connection'),
  })
  expect(same(target.content(), HALF)).toBe(true)
})

test('who cancels is told so, and what came so far stays', async () => {
  const target = openTarget()
  const leaving = new AbortController()
  const reason = new MillraceError('ended', 'Not wanted any more.')
  answer = response => response.write(HALF)
  const running = run(target, leaving.signal, () => leaving.abort(reason))
  await expect(running).rejects.toBe(reason)
  expect(target.getSize()).toBeGreaterThan(0)
})

test('a full disk is told apart', async () => {
  answer = whole
  await expect(run(openTarget(1000))).rejects.toMatchObject({ name: 'QuotaExceededError' })
})
