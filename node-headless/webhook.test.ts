import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { startWebhook } from './webhook.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const NOW = { retries: Number.POSITIVE_INFINITY, minTimeout: 1, maxTimeout: 1, randomize: false }
const cue = (id: number) => ({
  kind: 'object' as const,
  id,
  start: 2_000_000,
  end: 2_500_000,
  text: 'cat',
  score: 0.5,
})
const told = (...ids: number[]) => ({
  kind: 'cues' as const,
  stream: 's',
  epoch: 1_000_000,
  cues: ids.map(cue),
})

/** A webhook whose answers the test gives. */
function start() {
  const posts: { ids: number[]; answer: PromiseWithResolvers<void> }[] = []
  const hook = startWebhook(
    'http://localhost',
    log,
    async (body, signal) => {
      const answer = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => answer.reject(signal.reason))
      posts.push({ ids: JSON.parse(body).cues.map(({ id }: { id: number }) => id), answer })
      return answer.promise
    },
    NOW,
  )
  return { hook, posts }
}

test('cues go out at once; what comes meanwhile waits and goes together', async () => {
  const { hook, posts } = start()
  hook.add(told(1))
  await expect.poll(() => posts).toHaveLength(1)
  hook.add(told(2))
  hook.add(told(3, 4))
  posts[0]?.answer.resolve()
  await expect.poll(() => posts.map(({ ids }) => ids)).toEqual([[1], [2, 3, 4]])
  posts[1]?.answer.resolve()
  await hook.close()
})

test('what is not taken is sent again, until it is', async () => {
  const { hook, posts } = start()
  hook.add(told(1))
  await expect.poll(() => posts).toHaveLength(1)
  posts[0]?.answer.reject(new Error('HTTP 500'))
  await expect.poll(() => posts).toHaveLength(2)
  posts[1]?.answer.resolve()
  hook.add(told(2))
  await expect.poll(() => posts.map(({ ids }) => ids)).toEqual([[1], [1], [2]])
  posts[2]?.answer.resolve()
  await hook.close()
})

test('what moderation does is handed on, too, and at the end what still waits', async () => {
  const bodies: unknown[] = []
  const hook = startWebhook('http://localhost', log, async body => void bodies.push(JSON.parse(body)), NOW)
  const turn = { id: 1, label: 'cow', action: 'blur', score: 0.75, start: 1_000_000 } as const
  hook.add({ kind: 'moderation', stream: 's', turn })
  hook.add({ kind: 'moderation', stream: 's', turn: { ...turn, end: 1_006_000 } })
  await hook.close()
  const told = { stream: 's', kind: 'moderation', id: 1, text: 'cow', action: 'blur', score: 0.75 }
  expect(bodies).toEqual([
    { cues: [{ ...told, start: 1_000_000 }] },
    { cues: [{ ...told, start: 1_000_000, end: 1_006_000 }] },
  ])
})

test('of what nobody takes no more than the newest thousand wait', async () => {
  const { hook, posts } = start()
  hook.add(told(0))
  await expect.poll(() => posts).toHaveLength(1)
  for (let id = 1; id <= 5000; id += 1) hook.add(told(id))
  posts[0]?.answer.resolve()
  await expect.poll(() => posts).toHaveLength(2)
  expect(posts[1]?.ids).toHaveLength(200)
  expect(posts[1]?.ids[0]).toBe(4001)
  posts[1]?.answer.reject(new Error('closed'))
  await hook.close()
})

test('a server gets them as JSON, in time by the clock', async () => {
  const heard = Promise.withResolvers<unknown>()
  const server = createServer(async (request, response) => {
    heard.resolve({ type: request.headers['content-type'], body: JSON.parse(await text(request)) })
    response.end('taken')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const hook = startWebhook(`http://127.0.0.1:${port}/cues`, log)
  hook.add(told(7))
  expect(await heard.promise).toEqual({
    type: 'application/json',
    body: {
      cues: [
        { stream: 's', start: 1_002_000, end: 1_002_500, kind: 'object', id: 7, text: 'cat', score: 0.5 },
      ],
    },
  })
  await hook.close()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})
