import { afterAll, beforeAll, expect, test } from 'vitest'
import { JOB_SAMPLES } from '../web/protocol/messages.samples.ts'
import type { JobMessage } from '../web/protocol/messages.ts'
import { delivered, type Mill, openMill, type Role } from './harness/mill.ts'
import type {} from './pages/hostile.ts'

let mill: Mill
let orchestrator: Role
let gateway: Role
let hostile: Role
let peers: { orchestrator: string; gateway: string }

beforeAll(async () => {
  mill = await openMill({}, ['e2e/pages/hostile.html'])
  orchestrator = await mill.orchestrator({ jobs: '2' })
  await orchestrator.event('orchestrator')
  gateway = await mill.gateway({ rungs: '240p' })
  await gateway.event('stream', delivered(24))
  hostile = await mill.viewer(`${mill.url}/e2e/pages/hostile.html?relay=${encodeURIComponent(mill.relay)}`)
  await hostile.page.waitForFunction(() => 'speak' in globalThis)
  const [{ peer: first }, { peer: second }] = await Promise.all([
    orchestrator.event('ready'),
    gateway.event('ready'),
  ])
  peers = { orchestrator: first, gateway: second }
})
afterAll(async () => {
  await mill?.close()
})

const request = (change: object = {}): JobMessage => ({
  kind: 'request',
  body: {
    job: `hostile-${Math.random().toString(36).slice(2)}`,
    source: { codec: 'avc1.640028', width: 1920, height: 1080, framerate: 30, bitrate: 5e6 },
    renditions: [
      { track: 1, name: '240p', codec: 'h264', width: 426, height: 240, bitrate: 3e5, maxFramerate: 0 },
    ],
    segmentMs: 1000,
    standby: false,
    ...change,
  },
})
const job = (messages: JobMessage[]) =>
  hostile.page.evaluate(([peer, said]) => speak.job(peer, said), [peers.orchestrator, messages] as const)

/** The honest stream has gone on meanwhile, with the same job. */
async function goesOn(): Promise<void> {
  const { snapshot: before } = await gateway.event('stream')
  const frames = (before.renditions[0]?.frames ?? 0) + 24
  const { snapshot: after } = await gateway.event('stream', delivered(frames))
  expect(after.jobs.map(({ id }) => id)).toEqual(before.jobs.map(({ id }) => id))
}

test.each([
  ['a job that begins with a heartbeat', [{ kind: 'heartbeat', body: beat() }], 'bad-message'],
  ['a job that begins with its end', [{ kind: 'end', body: { code: 'ended', reason: '' } }], 'bad-message'],
  ['a source that nobody decodes', [request({ source: { ...source(), codec: 'nonsense' } })], 'unsupported'],
  ['a request in the middle of a job', [request(), request()], 'bad-message'],
  [
    'a receipt from a gateway',
    [request(), ...JOB_SAMPLES.filter(({ kind }) => kind === 'receipt')],
    'bad-message',
  ],
] satisfies [string, JobMessage[], string][])('%s is refused', async (_, messages, code) => {
  expect(await job(messages)).toBe(code)
  await goesOn()
})

test('a link that never comes frees its place', async () => {
  expect(await job([request()])).toMatch(/link-failed|peer-lost/)
  const { snapshot } = await orchestrator.event('orchestrator', event => event.snapshot.jobs.length === 1)
  expect(snapshot.jobs).toHaveLength(1)
  await goesOn()
})

test('bytes that are no message end their stream', async () => {
  for (const [peer, protocol] of [
    [peers.orchestrator, '/millrace/job/1'],
    [peers.gateway, '/millrace/watch/1'],
  ] as const) {
    const end = await hostile.page.evaluate(([to, as]) => speak.rubbish(to, as), [peer, protocol] as const)
    expect(end).toMatch(/bad-message|closed|broken/)
  }
  await goesOn()
})

test.each([
  ['a stream that is not there', [{ kind: 'subscribe', body: { stream: 'nothing', track: 0 } }], 'not-found'],
  ['a choice before a subscription', [{ kind: 'select', body: { track: 1 } }], 'bad-message'],
] as const)('watching %s is refused', async (_, messages, code) => {
  const end = await hostile.page.evaluate(([to, said]) => speak.watch(to, [...said]), [
    peers.gateway,
    messages,
  ] as const)
  expect(end).toBe(code)
  await goesOn()
})

function source() {
  return { codec: 'avc1.640028', width: 1920, height: 1080, framerate: 30, bitrate: 5e6 }
}

function beat() {
  return { sequence: 1, sentAt: 0, echo: 0, queue: 0, skipped: 0, realtime: 1 }
}
