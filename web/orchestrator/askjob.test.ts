import { pushable } from 'it-pushable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answerApart } from '../ai/apart.ts'
import { accountOfAnswer } from '../protocol/ask.ts'
import { MillraceError } from '../protocol/errors.ts'
import { ASK_PATIENCE_MS, ASK_STALL_MS } from '../protocol/limits.ts'
import { ASK_SAMPLES } from '../protocol/messages.samples.ts'
import { type AskMessage, decodeAsk, encodeAsk } from '../protocol/messages.ts'
import { runAskJob } from './askjob.ts'
import type { ChargeWire } from './charge.ts'

vi.mock('../ai/apart.ts', () => ({ answerApart: vi.fn() }))
vi.mock('../network/ticker.ts', () => ({
  every(ms: number, action: () => void) {
    const timer = setInterval(action, ms)
    return () => clearInterval(timer)
  },
}))

const PICTURE = Uint8Array.of(1, 2, 3, 4)
const ANSWER = Uint8Array.of(5, 6, 7)
const task = { id: 'style-oil', strength: 0.5 }
const request = { job: 'job', task, width: 8, height: 4, bytes: PICTURE.byteLength }
const PIXELS = 96

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  vi.mocked(answerApart).mockReset().mockResolvedValue(ANSWER)
})
afterEach(() => {
  vi.useRealTimers()
})

/** What was said is heard. Digests are made by another thread: what needs one is waited for. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve))
}

/** A request in work, whose gateway is in the test's hands. @param isPaid it costs something */
async function open(isPaid = false) {
  const said = pushable<Uint8Array>({ objectMode: true })
  const heard: AskMessage[] = []
  const charge = {
    quote: ASK_SAMPLES[1].body.quote,
    pay: vi.fn(),
    tick: vi.fn(),
    earned: () => 0n,
    close: async () => {},
  }
  let wire: ChargeWire | undefined
  const stream = {
    peer: 'gateway',
    messages: said,
    send: (bytes: Uint8Array) => void heard.push(decodeAsk(bytes)),
    close() {},
    abort() {},
  }
  const openCharge = (given: ChargeWire) => {
    wire = given
    return charge as never
  }
  const job = runAskJob(request, stream, {
    sign: async () => new Uint8Array(64),
    openCharge: isPaid ? openCharge : undefined,
    pixels: PIXELS,
    onchange() {},
  })
  await settle()
  const say = async (...messages: AskMessage[]) => {
    for (const message of messages) said.push(encodeAsk(message))
    await settle()
  }
  const kinds = () => heard.map(({ kind }) => kind).filter(kind => kind !== 'beat')
  return { job, say, said, heard, kinds, charge, allow: (pixels: number) => wire?.setAllowance(pixels) }
}

const data = (bytes: Uint8Array<ArrayBuffer>): AskMessage => ({ kind: 'data', body: { data: bytes } })

test('a picture in two parts is answered, with a receipt for what is sent', async () => {
  const { job, say, heard, kinds } = await open()
  await say(data(PICTURE.slice(0, 3)))
  expect(answerApart).not.toHaveBeenCalled()
  await say(data(PICTURE.slice(3)))
  expect(vi.mocked(answerApart).mock.lastCall?.slice(0, 2)).toEqual([{ task, width: 8, height: 4 }, PICTURE])
  await expect.poll(kinds).toEqual(['accept', 'receipt', 'data'])
  const receipt = heard.find(({ kind }) => kind === 'receipt')?.body
  expect(receipt).toMatchObject(await accountOfAnswer(task, PICTURE, ANSWER, PIXELS))
  expect(job.snapshot()).toMatchObject({ state: 'running', rungs: ['Oil painting'], frames: 1 })
  await say({ kind: 'end', body: { code: 'ended', reason: 'It has arrived.' } })
  await job.done
  expect(job.snapshot()).toMatchObject({ state: 'ended', reason: 'It has arrived.' })
})

test('a gateway that says that it lives is heard, and nothing comes of it', async () => {
  const { job, say, kinds } = await open()
  await say({ kind: 'beat', body: { stage: 'waiting', share: 0 } })
  expect(kinds()).toEqual(['accept'])
  expect(job.snapshot().state).toBe('running')
  job.end(new MillraceError('ended', ''))
})

test('nothing is begun before all of it is paid; without pay it ends', async () => {
  const { job, say, allow, charge, heard } = await open(true)
  await say(data(PICTURE))
  allow(PIXELS - 1)
  await settle()
  expect(answerApart).not.toHaveBeenCalled()
  expect(charge.tick).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(ASK_PATIENCE_MS)
  await job.done
  expect(heard.at(-1)).toMatchObject({ kind: 'end', body: { code: 'unpaid' } })

  const other = await open(true)
  await other.say(data(PICTURE))
  other.allow(PIXELS)
  await expect.poll(() => other.charge.tick.mock.calls).toEqual([[{ pixels: PIXELS, unpaid: 0 }]])
  other.job.end(new MillraceError('ended', ''))
})

test.each([
  ['more than was told', [data(PICTURE), data(PICTURE)]],
  [
    'a payment where nothing is to be paid',
    [ASK_SAMPLES.find(({ kind }) => kind === 'payment') as AskMessage],
  ],
  ['what only an orchestrator says', [ASK_SAMPLES.find(({ kind }) => kind === 'receipt') as AskMessage]],
])('%s ends it', async (_, messages) => {
  const { job, say, heard } = await open()
  await say(...messages)
  await job.done
  expect(heard.at(-1)).toMatchObject({ kind: 'end', body: { code: 'bad-message' } })
  expect(job.snapshot().state).toBe('failed')
})

test('a model that fails, hangs, or whose gateway leaves: the job ends, and the Worker with it', async () => {
  vi.mocked(answerApart).mockRejectedValueOnce(new MillraceError('bad-model', 'It cannot be loaded.'))
  const failing = await open()
  await failing.say(data(PICTURE))
  await failing.job.done
  expect(failing.heard.at(-1)).toMatchObject({ kind: 'end', body: { code: 'bad-model' } })

  vi.mocked(answerApart).mockReturnValue(new Promise(() => {}))
  const hanging = await open()
  await hanging.say(data(PICTURE))
  await vi.advanceTimersByTimeAsync(ASK_STALL_MS)
  await hanging.job.done
  expect(hanging.heard.at(-1)).toMatchObject({ kind: 'end', body: { code: 'bad-model' } })

  const left = await open()
  await left.say(data(PICTURE))
  const signal = vi.mocked(answerApart).mock.lastCall?.[3]
  expect(signal?.aborted).toBe(false)
  left.said.end()
  await left.job.done
  expect(signal?.aborted).toBe(true)
})
