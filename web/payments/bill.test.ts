import { beforeEach, expect, test, vi } from 'vitest'
import { type Code, MillraceError } from '../protocol/errors.ts'
import { MAX_PAYMENTS_AHEAD } from '../protocol/limits.ts'
import type { JobMessage } from '../protocol/messages.ts'
import type { Credit, Offer, Payment, Quote } from '../protocol/schema.ts'
import { createBill } from './bill.ts'
import type { Payer, Purse } from './types.ts'

const price = { wei: 2n, pixels: 1n }
const account = new Uint8Array(20).fill(2)
const quote = { price, recipient: account } as Quote
const failure = (code: Code) => new MillraceError(code, code)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  return () => vi.useRealTimers()
})

/** A bill whose purse does as the test says. */
async function open(change: Partial<Purse> = {}, offered = price, state = 'ready') {
  const sent: JobMessage[] = []
  const errors: MillraceError[] = []
  let sequence = 0
  const purse: Purse = {
    price,
    balance: () => 0n,
    paid: () => 5n,
    pay: vi.fn(async () => ({ sequence: ++sequence, quote, tickets: [] }) as Payment),
    credited: () => 'go-on',
    debit: vi.fn(),
    renew: vi.fn(),
    isStale: () => false,
    ...change,
  }
  const payer = {
    sender: `0x${'01'.repeat(20)}`,
    state: () => ({ state }),
    open: vi.fn(async () => purse),
  } as unknown as Payer
  const bill = createBill({
    offer: { price: offered, account } as Offer,
    segmentPixels: 100n,
    payer,
    send: message => void sent.push(message),
    onerror: error => void errors.push(error),
  })
  const tick = async (pixels = 0, works = true) => {
    bill.tick(pixels, works ? 100n : 0n)
    await new Promise(resolve => setImmediate(resolve))
  }
  const kinds = () => sent.splice(0).map(({ kind }) => kind)
  return { bill, purse, payer, tick, kinds, errors }
}
const credit = (payment: number, code = '') =>
  ({ payment, value: new Uint8Array(), code, reason: code }) as Credit

test('work for nothing needs no session, work for pay does', () => {
  const context = { segmentPixels: 1n, payer: undefined, send() {}, onerror() {} }
  const free = createBill({ ...context, offer: {} as Offer })
  expect([free.request, free.paid(), free.price()]).toEqual([{}, 0n, undefined])
  expect(() => createBill({ ...context, offer: { price, account } as Offer })).toThrow('no session')
})

test('only the price and the account of the offer are taken', async () => {
  const { bill, payer } = await open()
  await bill.accept(quote)
  expect(payer.open).toHaveBeenCalledWith(quote, {
    account: `0x${'02'.repeat(20)}`,
    maxPrice: price,
    segmentPixels: 100n,
  })
  const other = await open({}, { wei: 1n, pixels: 1n })
  await expect(other.bill.accept(quote)).rejects.toMatchObject({ code: 'too-dear' })
})

test('a job is accepted once: a second accept opens no second purse', async () => {
  const { bill, payer } = await open()
  const first = bill.accept(quote)
  await expect(bill.accept(quote)).rejects.toMatchObject({ code: 'bad-message' })
  await first
  await expect(bill.accept(quote)).rejects.toMatchObject({ code: 'bad-message' })
  expect(payer.open).toHaveBeenCalledTimes(1)
  const free = await open()
  await free.bill.accept(undefined)
  await expect(free.bill.accept(quote)).rejects.toMatchObject({ code: 'bad-message' })
})

test('pays a segment ahead while it works, and not for who stands by', async () => {
  const { bill, purse, tick, kinds } = await open()
  await tick()
  await bill.accept(quote)
  await tick(10, false)
  expect(kinds()).toEqual([])
  await tick(30)
  expect(purse.debit).toHaveBeenNthCalledWith(1, 10n)
  expect(purse.debit).toHaveBeenNthCalledWith(2, 20n)
  expect(purse.pay).toHaveBeenCalledWith(200n)
  expect(kinds()).toEqual(['payment'])
})

test('who credits nothing is paid no further', async () => {
  const { bill, tick, kinds } = await open()
  await bill.accept(quote)
  for (let beat = 0; beat < 20; beat += 1) await tick()
  expect(kinds()).toHaveLength(MAX_PAYMENTS_AHEAD)
  bill.credit(credit(1))
  await tick()
  await tick()
  expect(kinds()).toEqual(['payment'])
  expect(() => bill.credit(credit(1))).toThrow('not paid')
})

test.each<[string, Partial<Purse>]>([
  ['is stale', { isStale: () => true }],
  ['has expired', { pay: () => Promise.reject(failure('expired')) }],
  ['was refused', { credited: () => 'renew' }],
])('a quote that %s is renewed, but not asked for again at once', async (_, change) => {
  const { bill, purse, tick, kinds, errors } = await open(change)
  await bill.accept(quote)
  const asked = async (payment: number) => {
    await tick()
    await tick()
    const said = kinds()
    if (said.includes('payment')) bill.credit(credit(payment, 'too-risky'))
    return [...said, ...kinds()].filter(kind => kind === 'quoteRequest').length
  }
  expect([await asked(1), await asked(3)]).toEqual([1, 0])
  vi.advanceTimersByTime(2000)
  expect([await asked(5), errors]).toEqual([1, []])
  bill.requote(quote)
  expect(purse.renew).toHaveBeenCalledWith(quote)
})

test('a refusal that no other quote mends ends the job', async () => {
  const { bill, tick } = await open({ credited: () => 'end' })
  await bill.accept(quote)
  await tick()
  expect(() => bill.credit(credit(1, 'bad-ticket'))).toThrow(failure('bad-ticket'))
})

test('an empty session uses up what is paid, then ends the job', async () => {
  let balance = 10n
  const { bill, tick, errors } = await open({
    pay: () => Promise.reject(failure('no-funds')),
    balance: () => balance,
  })
  await bill.accept(quote)
  await tick()
  await tick()
  expect(errors).toEqual([])
  balance = 0n
  await tick()
  expect(errors).toMatchObject([{ code: 'no-funds' }])
})

test('a chain that does not answer is waited for', async () => {
  const pay = vi.fn(() => Promise.reject(failure('chain-lost')))
  const { bill, tick, errors } = await open({ pay })
  await bill.accept(quote)
  await tick()
  await tick()
  expect([pay.mock.calls.length, errors]).toEqual([2, []])
})

test.each([
  ['ready', 'too-risky', true],
  ['ready', 'no-funds', true],
  ['ready', 'expired', false],
  ['low', 'too-risky', false],
  ['empty', 'no-funds', false],
])('a session that is %s and %s: good tickets were refused: %s', async (state, code, refused) => {
  const { bill, tick } = await open({}, price, state)
  await bill.accept(quote)
  expect(bill.isRefused()).toBe(false)
  await tick()
  bill.credit(credit(1, code))
  expect(bill.isRefused()).toBe(refused)
  await tick()
  bill.credit(credit(2))
  expect(bill.isRefused()).toBe(false)
})

test.each<[bigint, string, boolean]>([
  [1n, 'ready', false],
  [1n, 'low', false],
  [0n, 'ready', true],
  [1n, 'empty', true],
  [1n, 'expired', true],
  [1n, 'withdrawing', true],
])('with %s wei ahead and a session that is %s, money is short: %s', async (balance, state, short) => {
  const { bill } = await open({ balance: () => balance }, price, state)
  expect(bill.isShort()).toBe(true)
  await bill.accept(quote)
  expect(bill.isShort()).toBe(short)
})
