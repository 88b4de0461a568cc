import { expect, test, vi } from 'vitest'
import type { MessageStream, Network, OwnOffer } from '../network/types.ts'
import { type AskMessage, decodeAsk, encodeAsk } from '../protocol/messages.ts'
import { runAskJob } from './askjob.ts'
import { type Job, newJob } from './job.ts'
import { startOrchestrator } from './orchestrator.ts'

vi.mock('./askjob.ts', () => ({ runAskJob: vi.fn() }))

const EFFECT = { id: 'blur', pixelRate: 1e6 }

/** An orchestrator with one place, and a gateway that asks it. */
function open() {
  const handlers = new Map<string, (stream: MessageStream) => Promise<void>>()
  let offer: OwnOffer | undefined
  const network = {
    serve: (protocol: string, handler: (stream: MessageStream) => Promise<void>) =>
      void handlers.set(protocol, handler),
    publish(next: OwnOffer | undefined) {
      offer = next
    },
  } as unknown as Network
  const orchestrator = startOrchestrator(network, {
    benchmark: { codecs: [], gpu: undefined, maxJobs: 1 },
    maxJobs: 1,
    rtcConfiguration: {},
  })
  orchestrator.setEffects([EFFECT])
  const ends: (() => void)[] = []
  vi.mocked(runAskJob).mockImplementation(({ job }): Job => {
    const { promise, resolve } = Promise.withResolvers<void>()
    ends.push(resolve)
    return {
      snapshot: () => newJob(job, 'gateway', '8x4 JPEG', ['Blur']),
      end: () => resolve(),
      done: promise,
    }
  })
  /** @returns what it is refused with, once it is refused or over */
  const ask = async (job: string) => {
    const said: AskMessage[] = []
    const body = { job, task: { id: EFFECT.id, strength: 1 }, width: 8, height: 4, bytes: 9 }
    const messages = (async function* () {
      yield encodeAsk({ kind: 'request', body })
    })()
    const stream = { messages, send: (bytes: Uint8Array) => said.push(decodeAsk(bytes)), close() {} }
    await handlers.get('/millrace/ask/1')?.(stream as unknown as MessageStream)
    return said.map(({ body }) => ('code' in body ? body.code : undefined))
  }
  return { orchestrator, ask, ends, offer: () => offer }
}

test('beside all that runs one request is taken, and the offer says so', async () => {
  const { ask, ends, offer, orchestrator } = open()
  expect(offer()).toMatchObject({ maxJobs: 1, runningJobs: 0, beside: true })
  const first = ask('one')
  await expect.poll(() => ends.length).toBe(1)
  expect(offer()).toMatchObject({ maxJobs: 1, runningJobs: 1, beside: false })
  expect(await ask('two')).toEqual(['busy'])
  ends[0]?.()
  expect(await first).toEqual([])
  expect(offer()).toMatchObject({ maxJobs: 1, runningJobs: 0, beside: true })
  orchestrator.pause()
  expect(await ask('three')).toEqual(['paused'])
})
