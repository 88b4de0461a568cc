import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openLink } from '../network/link/open.ts'
import type { Link } from '../network/link/types.ts'
import type { MessageStream } from '../network/types.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import { HEARTBEAT_MS } from '../protocol/limits.ts'
import { JOB_SAMPLES } from '../protocol/messages.samples.ts'
import { decodeJob, encodeJob, type JobMessage } from '../protocol/messages.ts'
import type { EffectOffer, Payment, Quote } from '../protocol/schema.ts'
import { type JobContext, startJob } from './job.ts'

vi.mock('../network/link/open.ts', () => ({ openLink: vi.fn() }))
const quote = JOB_SAMPLES.find(({ kind }) => kind === 'quote')?.body as Quote
const payment = JOB_SAMPLES.find(({ kind }) => kind === 'payment')?.body as Payment
const accept: JobMessage = { kind: 'accept', body: {} }
const addJob = vi.fn(async () => {})
const receipt = vi.fn(async () => {})
const applied = vi.fn(async () => {})
const onlook = vi.fn()
beforeEach(() => {
  applied.mockClear()
  onlook.mockClear()
  addJob.mockClear()
  receipt.mockClear()
  vi.mocked(openLink).mockReset()
})

/** A job with an orchestrator that says these things and then no more. */
function start(
  said: JobMessage[],
  stream: Partial<MessageStream> = {},
  standby = false,
  peer = 'peer',
  payer?: object,
  effects: EffectOffer[] = [],
) {
  const offered = payer && { price: quote.price, account: quote.recipient }
  async function* messages() {
    yield* said.map(encodeJob)
    await new Promise(() => {})
  }
  const opened = { peer: 'peer', send() {}, close() {}, messages: messages(), ...stream }
  const context = {
    standby,
    patience: () => 1000,
    spare: () => true,
    network: { open: async () => opened, offers: () => [] },
    media: { addJob, remove: async () => {}, receipt, applied },
    onchange() {},
    onlook,
    payer,
  } as unknown as JobContext
  const heard = { peer, offer: { addresses: [], effects, ...offered }, heardAt: 0 } as never
  const { source, renditions } = JOB_SAMPLES[0].body
  return startJob('job', heard, { source, renditions: [...renditions], segmentMs: 1000 }, context)
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

test('an orchestrator that accepts twice is lost', async () => {
  vi.mocked(openLink).mockReturnValue(new Promise(() => {}))
  const job = start([accept, accept])
  expect((await job.done).code).toBe('bad-message')
  expect(job.snapshot().state).toBe('lost')
})

test('an orchestrator that refuses what it has accepted is lost', async () => {
  vi.mocked(openLink).mockReturnValue(new Promise(() => {}))
  const job = start([accept, { kind: 'refusal', body: { code: 'unpaid', reason: 'no' } }])
  expect((await job.done).code).toBe('bad-message')
  expect(job.snapshot().state).toBe('lost')
})

describe('an end for want of money', () => {
  const paid: JobMessage = { kind: 'accept', body: { quote } }
  /** The orchestrator is paid, does as `said`, and by this side's books so much is left. */
  async function run(
    code: Code,
    left: bigint,
    said: JobMessage[] = [{ kind: 'end', body: { code, reason: code } }],
  ) {
    vi.mocked(openLink).mockReturnValue(new Promise(() => {}))
    const purse = {
      price: quote.price,
      balance: () => left,
      paid: () => 9n,
      renew() {
        throw new MillraceError(code, code)
      },
    }
    const payer = {
      sender: '0x01',
      state: () => ({ state: 'ready' }),
      open: async () => purse,
    }
    const job = start([paid, ...said], {}, false, 'peer', payer)
    return [(await job.done).code, job.snapshot().state]
  }

  test.each<Code>(['unpaid', 'no-funds', 'too-risky'])(
    '%s: believed where the pay is used up',
    async code => {
      expect(await run(code, 0n)).toEqual([code, 'ended'])
      expect(await run(code, 1n)).toEqual(['peer-lost', 'lost'])
    },
  )

  test.each<[string, Code, string]>([
    ['ready', 'pay-refused', 'lost'],
    ['low', 'no-funds', 'ended'],
  ])('one that refuses tickets of a session that is %s: %s', async (state, code, end) => {
    vi.mocked(openLink).mockResolvedValue({ closed: new Promise(() => {}), close() {} } as never)
    const paid = Promise.withResolvers<void>()
    const purse = {
      price: quote.price,
      async pay() {
        setImmediate(paid.resolve)
        return payment
      },
      balance: () => 0n,
      paid: () => 0n,
      debit() {},
      isStale: () => false,
      credited: () => 'end',
    }
    const payer = { sender: '0x01', state: () => ({ state }), open: async () => purse }
    async function* messages() {
      yield encodeJob({ kind: 'accept', body: { quote } })
      await paid.promise
      const body = { payment: payment.sequence, value: new Uint8Array(1), code: 'no-funds', reason: 'no' }
      yield encodeJob({ kind: 'credit', body })
    }
    const job = start([], { messages: messages() }, false, 'peer', payer)
    const { code: is, message } = await job.done
    expect([is, message]).toEqual([code, 'no'])
    expect(job.snapshot().state).toBe(end)
  })

  test('a quote that cannot be taken is no better, once paid', async () => {
    expect(await run('too-risky', 1n, [{ kind: 'quote', body: quote }])).toEqual(['peer-lost', 'lost'])
  })
})

test('one that stands by and gives up its place has lost nothing', async () => {
  vi.mocked(openLink).mockResolvedValue({ closed: new Promise(() => {}), close() {} } as never)
  const full = Promise.withResolvers<void>()
  async function* messages() {
    yield encodeJob(accept)
    await full.promise
    yield encodeJob({ kind: 'end', body: { code: 'ended', reason: 'full' } })
  }
  const job = start([], { messages: messages() }, true)
  await job.opened
  full.resolve()
  expect((await job.done).code).toBe('peer-lost')
  expect(job.snapshot().state).toBe('refused')
})

test.each([
  ['one that works is paid as soon as its link is open', false],
  ['one that has stood by is paid at once when it leads', true],
])('%s', async (_, standby) => {
  vi.mocked(openLink).mockResolvedValue({ closed: new Promise(() => {}), close() {} } as never)
  const pay = vi.fn(async () => undefined)
  const purse = {
    price: quote.price,
    pay,
    balance: () => 0n,
    paid: () => 0n,
    debit() {},
    isStale: () => false,
  }
  const payer = { sender: `0x${'01'.repeat(20)}`, open: async () => purse }
  const job = start([{ kind: 'accept', body: { quote } }], {}, standby, 'peer', payer)
  await job.opened
  expect(pay).toHaveBeenCalledTimes(standby ? 0 : 1)
  job.lead()
  await expect.poll(() => pay).toHaveBeenCalled()
  job.end(new MillraceError('ended', 'over'))
})

test('one whose stream is closed before the request is lost', async () => {
  const send = () => {
    throw new MillraceError('ended', 'The stream is closed.')
  }
  const job = start([], { send })
  expect((await job.done).code).toBe('peer-lost')
  expect(job.snapshot().state).toBe('lost')
})

test('a link that opens as its job ends brings no feed', async () => {
  const opening = Promise.withResolvers<Link>()
  vi.mocked(openLink).mockReturnValue(opening.promise)
  const job = start([accept])
  await expect.poll(() => openLink).toHaveBeenCalled()
  opening.resolve({ closed: new Promise(() => {}), close() {} } as never)
  job.end(new MillraceError('ended', 'over'))
  await job.done
  await opening.promise
  await new Promise(resolve => setTimeout(resolve))
  expect(addJob).not.toHaveBeenCalled()
})

test('an orchestrator that falls silent after its accept is lost before its link is given up', async () => {
  vi.useFakeTimers()
  try {
    vi.mocked(openLink).mockReturnValue(new Promise(() => {}))
    const job = start([accept])
    const report = { links: new Map(), owed: new Map(), rungs: [], newest: 0 } as never
    const beatFor = async (ms: number) => {
      for (let at = 0; at < ms; at += HEARTBEAT_MS) {
        await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
        job.tick(report)
      }
    }
    await beatFor(3000)
    expect(openLink).toHaveBeenCalled()
    expect(job.snapshot().state).toBe('connecting')
    await beatFor(2000)
    expect((await job.done).message).toContain('silent')
  } finally {
    vi.useRealTimers()
  }
})

test('a receipt counts when its orchestrator has signed it for this job; else the job ends there', async () => {
  const sample = JOB_SAMPLES.find(({ kind }) => kind === 'receipt')?.body as (typeof JOB_SAMPLES)[5]['body']
  const key = await generateKeyPair('Ed25519')
  const peer = peerIdFromPrivateKey(key).toString()
  const signed = async (job: string) => {
    const signature = new Uint8Array(await key.sign(receiptBytes(job, sample)))
    return { kind: 'receipt', body: { ...sample, signature } } as const
  }
  const good = await signed('job')
  const job = start([good], {}, false, peer)
  await expect.poll(() => receipt).toHaveBeenCalledWith('job', good.body)
  job.end(new MillraceError('ended', 'over'))

  receipt.mockClear()
  const cheat = start([await signed('another job')], {}, false, peer)
  expect((await cheat.done).code).toBe('cheated')
  expect(receipt).not.toHaveBeenCalled()
})

describe('effects', () => {
  const style = { id: 'style-a', strength: 0.5 }
  const offered = [{ id: 'style-a', pixelRate: 1e7, price: { wei: 120n, pixels: 1n } }]
  const payer = { sender: `0x${'01'.repeat(20)}`, state: () => ({ state: 'ready' }) }
  function ordered(said: JobMessage[] = []) {
    const sent: JobMessage[] = []
    const send = (bytes: Uint8Array) => void sent.push(decodeJob(bytes))
    vi.mocked(openLink).mockReturnValue(new Promise(() => {}))
    return { sent, job: start(said, { send }, false, 'peer', payer, offered) }
  }
  const settle = () => new Promise(resolve => setImmediate(resolve))

  test('are ordered for the price of the offer, with the request or later, and switched off', async () => {
    const { job, sent } = ordered()
    job.setEffect(style)
    await settle()
    job.setEffect({ ...style, strength: 1 })
    job.setEffect(undefined)
    const price = { wei: 120n, pixels: 1n }
    expect(sent[0]).toMatchObject({ kind: 'request', body: { effect: { effect: style, price } } })
    expect(sent.slice(1)).toEqual([
      { kind: 'effectOrder', body: { effect: { ...style, strength: 1 }, price } },
      { kind: 'effectOrder', body: {} },
    ])
  })

  test('count by their weight once they are reported', async () => {
    const report = { since: 4, effect: style }
    const { job } = ordered([
      { kind: 'effectLoading', body: { share: 0.5 } },
      { kind: 'effectReport', body: report },
    ])
    job.setEffect(style)
    await expect.poll(() => applied).toHaveBeenCalledExactlyOnceWith('job', report, 3)
    expect(job.snapshot()).toMatchObject({ effect: style, weight: 3, loading: undefined })
  })

  test('that were not ordered end the job; one that is not on offer leaves it to another', async () => {
    const other = ordered([{ kind: 'effectReport', body: { since: 4, effect: style } }])
    expect((await other.job.done).code).toBe('bad-message')
    const { job } = ordered()
    job.setEffect({ id: 'style-b', strength: 1 })
    expect((await job.done).code).toBe('ended')
  })
})

describe('things in the picture', () => {
  const box = { left: 0, top: 0, width: 1, height: 1 }
  const cat: JobMessage = {
    kind: 'cues',
    body: { cues: [{ kind: 'object', id: 1, start: 0, end: 1000, text: 'cat', score: 0.9, box }] },
  }
  const objects: EffectOffer[] = [{ id: 'objects', pixelRate: 1e6 }]
  function looking(said: JobMessage[], offered: EffectOffer[]) {
    const sent: JobMessage[] = []
    const send = (bytes: Uint8Array) => void sent.push(decodeJob(bytes))
    vi.mocked(openLink).mockReturnValue(new Promise(() => {}))
    const job = start(said, { send }, false, 'peer', undefined, offered)
    job.setObjects(true)
    return { sent, job }
  }

  test('are looked for by one that offers it, once it has accepted, and told', async () => {
    const { sent, job } = looking([accept, cat], objects)
    await expect.poll(() => onlook).toHaveBeenCalledExactlyOnceWith(cat.body.cues)
    expect(sent.slice(1)).toEqual([{ kind: 'recognise', body: { on: true } }])
    expect(job.snapshot().looks).toBe(0)
    job.setObjects(false)
    expect(sent.at(-1)).toEqual({ kind: 'recognise', body: { on: false } })
    expect(job.snapshot().looks).toBeUndefined()
  })

  test('are not looked for by one that does not offer it, and what it sends is not told', async () => {
    const { sent, job } = looking([accept, cat, { kind: 'end', body: { code: 'ended', reason: 'over' } }], [])
    await job.done
    expect(sent.map(({ kind }) => kind)).not.toContain('recognise')
    expect(onlook).not.toHaveBeenCalled()
  })
})

test('who falls behind makes room for who stands by, but not for what waits on this side of its link', async () => {
  vi.useFakeTimers()
  try {
    vi.mocked(openLink).mockResolvedValue({ closed: new Promise(() => {}), close() {} } as never)
    const failsAfter = async (backlog: number) => {
      const job = start([accept])
      await job.opened
      const links = new Map([['job', { rtt: 1, available: 1e6, backlog }]])
      for (let beats = 1; beats < 60; beats += 1) {
        await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
        const newest = (beats * 1e6) / 4
        const rungs = [{ newest: newest * 0.8, frames: beats }]
        job.tick({ links, owed: new Map(), rungs, newest } as never)
        await vi.advanceTimersByTimeAsync(0)
        if (job.snapshot().state === 'lost') return beats * HEARTBEAT_MS
      }
      return undefined
    }
    expect(await failsAfter(0)).toBe(5000)
    expect(await failsAfter(100_000)).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})
