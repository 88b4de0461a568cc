import { expect, test, vi } from 'vitest'
import type { Till } from '../payments/types.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import { fromWhole } from '../protocol/hex.ts'
import { MAX_PAYMENTS_AHEAD, QUOTE_BURST, UNPAID_MS } from '../protocol/limits.ts'
import type { JobMessage } from '../protocol/messages.ts'
import type { JobRequest, Payment, Quote } from '../protocol/schema.ts'
import { quoteJob, startCharge } from './charge.ts'
import { createDebts } from './debts.ts'

const price = { wei: 3n, pixels: 1n }
const sender = new Uint8Array(20).fill(1)
const SENDER = `0x${'01'.repeat(20)}` as const
const request = {
  source: { framerate: 10 },
  renditions: [{ width: 10, height: 10, maxFramerate: 0 }],
  segmentMs: 1000,
  sender,
} as JobRequest
const payment = (sequence: number) => ({ sequence, tickets: [] as unknown }) as Payment

const till = (code = ''): Till => ({
  account: '0x02',
  price: () => price,
  setPrice() {},
  quote: vi.fn(async () => ({ price }) as Quote),
  receive: async (_sender, { sequence }) => ({
    payment: sequence,
    value: fromWhole(code === '' ? 600n : 0n),
    code,
    reason: code,
  }),
  close() {},
})

async function open(from: Till, debts = createDebts()) {
  const sent: JobMessage[] = []
  const allowances: number[] = []
  const errors: unknown[] = []
  const onearned = vi.fn()
  const terms = await quoteJob(from, request)
  const charge = startCharge(terms, {
    job: 'job',
    debts,
    onearned,
    send: message => void sent.push(message),
    setAllowance: pixels => void allowances.push(pixels),
    onerror: error => void errors.push(error),
  })
  return { charge, sent, allowances, errors, onearned, debts }
}
const settle = () => new Promise(resolve => setImmediate(resolve))

test('a ticket is worth half a segment; who does not say who pays is refused', async () => {
  const asked = till()
  expect(await quoteJob(asked, request)).toMatchObject({ sender: SENDER, price, segmentCost: 3000n })
  expect(asked.quote).toHaveBeenCalledWith(SENDER, 1500n, price)
  const { sender: _, ...nobody } = request
  await expect(quoteJob(asked, nobody as JobRequest)).rejects.toMatchObject({ code: 'unpaid' })
})

test('more than 60 frames a second are not trusted with more unpaid work', async () => {
  const fast = { ...request, source: { ...request.source, framerate: 120 } }
  expect(await quoteJob(till(), fast)).toMatchObject({ segmentCost: 18_000n })
})

test('from the first ticket on work may go one segment further than it is paid', async () => {
  const { charge, sent, allowances, onearned } = await open(till())
  expect(allowances).toEqual([0])
  charge.tick({ pixels: 100, unpaid: 0 })
  charge.pay(payment(1))
  charge.pay(payment(2))
  await settle()
  expect(allowances).toEqual([0, 1200, 1400])
  expect(charge.earned()).toBe(1200n)
  expect(sent.map(({ kind }) => kind)).toEqual(['credit', 'credit'])
  expect(onearned.mock.calls).toEqual([
    ['job', SENDER, 600n, 100n],
    ['job', SENDER, 600n, 0n],
  ])
})

test('what a job leaves unpaid the next one of the same sender begins with', async () => {
  const { charge, debts } = await open(till())
  charge.pay(payment(1))
  await settle()
  charge.tick({ pixels: 700, unpaid: 0 })
  void charge.close()
  await settle()
  expect(debts.of(SENDER)).toBe(1500n)
  const next = await open(till(), debts)
  next.charge.pay(payment(1))
  await settle()
  expect(next.allowances).toEqual([0, 700])
})

test('who names somebody else’s session gets no work, and the session owes nothing for it', async () => {
  const { charge, allowances, debts } = await open(till('bad-ticket'))
  charge.pay(payment(1))
  await settle()
  charge.tick({ pixels: 500, unpaid: 0 })
  void charge.close()
  await settle()
  expect(allowances).toEqual([0, 0])
  expect(debts.of(SENDER)).toBe(0n)
})

test('frames that wait for pay for too long end the job', async () => {
  const { charge } = await open(till())
  charge.tick({ pixels: 0, unpaid: UNPAID_MS })
  expect(() => charge.tick({ pixels: 0, unpaid: UNPAID_MS + 1 })).toThrow('waited for pay')
})

test('a till is not flooded with payments, nor with requests for quotes', async () => {
  const { charge } = await open(till())
  for (let sequence = 1; sequence <= MAX_PAYMENTS_AHEAD; sequence += 1) charge.pay(payment(sequence))
  expect(() => charge.pay(payment(9))).toThrow(expect.objectContaining({ code: 'too-fast' }))
  await settle()
  charge.pay(payment(10))
  for (let count = 0; count < QUOTE_BURST; count += 1) charge.requote()
  expect(() => charge.requote()).toThrow(expect.objectContaining({ code: 'too-fast' }))
})

test.each<[Code, boolean]>([
  ['bad-ticket', true],
  ['ticket-used', true],
  ['expired', false],
  ['too-risky', false],
])('%s: credited nothing, and the job is over: %s', async (code, over) => {
  const { charge, sent, errors } = await open(till(code))
  charge.pay(payment(1))
  await settle()
  expect(sent).toMatchObject([{ kind: 'credit', body: { payment: 1, code } }])
  expect(errors).toMatchObject(over ? [{ code }] : [])
})

test('a chain that does not answer does not end a job for want of another quote', async () => {
  const lost = till()
  const { charge, sent, errors } = await open(lost)
  vi.mocked(lost.quote).mockRejectedValueOnce(new MillraceError('chain-lost', ''))
  charge.requote()
  charge.requote()
  await settle()
  expect([sent.map(({ kind }) => kind), errors]).toEqual([['quote'], []])
})
