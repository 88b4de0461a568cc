import { expect, test } from 'vitest'
import type { MessageStream } from '../network/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import { encodeJob, type JobMessage } from '../protocol/messages.ts'
import { type JobContext, startJob } from './job.ts'

/** A job with an orchestrator that says these things and then no more. */
function start(said: JobMessage[], stream: Partial<MessageStream> = {}) {
  async function* messages() {
    yield* said.map(encodeJob)
    await new Promise(() => {})
  }
  const opened = { peer: 'peer', send() {}, close() {}, messages: messages(), ...stream }
  const context = {
    patience: () => 1000,
    network: { open: async () => opened },
    media: { resumeSegment: async () => 0, remove: async () => {} },
    onchange() {},
  } as unknown as JobContext
  const heard = { peer: 'peer', offer: { addresses: [] }, heardAt: 0 } as never
  return startJob('job', heard, { source: {}, renditions: [], segmentMs: 1000 } as never, context)
}

test('ended by this side, it has ended', async () => {
  const job = start([])
  job.end(new MillraceError('ended', 'over'))
  expect((await job.done).code).toBe('ended')
  expect(job.snapshot().state).toBe('ended')
})

test('an orchestrator that says it is done is lost: another one is needed', async () => {
  const over = { code: 'ended', reason: 'done for today' }
  expect((await start([{ kind: 'end', body: over }]).done).code).toBe('peer-lost')
  const refused = start([{ kind: 'refusal', body: over }])
  expect((await refused.done).code).toBe('peer-lost')
  expect(refused.snapshot().state).toBe('refused')
})

test('so is one whose stream is closed before the request', async () => {
  const send = () => {
    throw new MillraceError('ended', 'The stream is closed.')
  }
  const job = start([], { send })
  expect((await job.done).code).toBe('peer-lost')
  expect(job.snapshot().state).toBe('lost')
})
