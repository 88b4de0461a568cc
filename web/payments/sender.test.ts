import { expect, test } from 'vitest'
import { costOf } from '../protocol/balance.ts'
import { fromHex, fromWhole, toWhole } from '../protocol/hex.ts'
import { MAX_NONCES, MAX_TICKETS, QUOTE_BLOCKS } from '../protocol/limits.ts'
import type { Payment, Quote } from '../protocol/schema.ts'
import { BOUNDS, hashOf, openStand, PRICE, SEGMENT_PIXELS, SESSION, type Stand } from './stand.ts'
import { leastDeposit } from './terms.ts'
import type { Purse, SenderFunds } from './types.ts'

const SEGMENT = costOf(SEGMENT_PIXELS, PRICE)
const VALUE = SEGMENT / 2n

async function openJob(stand: Stand) {
  const quote = await stand.till.quote(SESSION.sender, VALUE, PRICE)
  return { quote, purse: await stand.payer.open(quote, BOUNDS) }
}

function sure(payment: Payment | undefined): Payment {
  if (payment === undefined) throw new Error('Nothing was paid.')
  return payment
}

test('a segment is paid ahead, worked off, and paid again', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  const payment = sure(await purse.pay(SEGMENT))
  expect(payment.tickets.map(({ senderNonce }) => senderNonce)).toEqual([1, 2])
  const credit = await stand.till.receive(SESSION.sender, payment)
  expect(credit).toMatchObject({ payment: 1, code: '', reason: '' })
  expect(toWhole(credit.value)).toBe(SEGMENT)
  expect(purse.credited(credit)).toBe('go-on')
  expect(await purse.pay(SEGMENT)).toBeUndefined()
  purse.debit(SEGMENT_PIXELS / 2n)
  expect(purse.balance()).toBe(SEGMENT / 2n)
  expect(sure(await purse.pay(SEGMENT)).tickets.map(({ senderNonce }) => senderNonce)).toEqual([3])
  expect(purse.paid()).toBe(3n * VALUE)
  expect(stand.payer.state()).toMatchObject({ paid: 3n * VALUE, state: 'ready' })
})

const hash = (text: string) => fromHex(hashOf(text))
const quotes: Record<string, [string, (quote: Quote) => Quote]> = {
  'for another account': ['bad-ticket', quote => ({ ...quote, recipient: hash('a').slice(0, 20) })],
  'above the highest price': ['too-dear', quote => ({ ...quote, price: { wei: 61n, pixels: 1n } })],
  'whose tickets are worth more than a segment': [
    'too-dear',
    quote => ({ ...quote, faceValue: fromWhole(toWhole(quote.faceValue) * 3n) }),
  ],
  'whose tickets are worth so little that there would be too many': [
    'bad-ticket',
    quote => ({ ...quote, winProb: fromWhole(toWhole(quote.winProb) / 17n) }),
  ],
  'whose tickets are worth nothing': ['bad-ticket', quote => ({ ...quote, winProb: fromWhole(0n) })],
  'whose winner is worth more than the deposit': [
    'too-risky',
    quote => ({
      ...quote,
      faceValue: fromWhole(toWhole(quote.faceValue) * 10n ** 6n),
      winProb: fromWhole(toWhole(quote.winProb) / 10n ** 6n),
    }),
  ],
  'that has expired': ['expired', quote => ({ ...quote, expirationBlock: 1000 })],
  'of a round after the session': ['no-funds', quote => ({ ...quote, creationRound: 21 })],
}

test.each(Object.entries(quotes))('no quote %s', async (_, [code, change]) => {
  const stand = await openStand()
  const { quote, purse } = await openJob(stand)
  await expect(stand.payer.open(change(quote), BOUNDS)).rejects.toMatchObject({ code })
  expect(() => purse.renew(change(quote))).toThrow(expect.objectContaining({ code }))
})

test('the price of a job stays', async () => {
  const stand = await openStand()
  const { quote, purse } = await openJob(stand)
  const cheaper = { ...quote, price: { wei: 59n, pixels: 1n } }
  expect(() => purse.renew(cheaper)).toThrow(expect.objectContaining({ code: 'too-dear' }))
})

test('a quote is renewed before it expires, and pays nothing from its last block on', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  await purse.pay(SEGMENT)
  stand.chain.mine(QUOTE_BLOCKS - 5)
  expect(purse.isStale()).toBe(false)
  stand.chain.mine()
  expect(purse.isStale()).toBe(true)
  expect(await purse.pay(2n * SEGMENT)).toBeDefined()
  stand.chain.mine(4)
  await expect(purse.pay(3n * SEGMENT)).rejects.toMatchObject({ code: 'expired' })
  expect(purse.paid()).toBe(2n * SEGMENT)
  purse.renew(await stand.till.quote(SESSION.sender, VALUE, PRICE))
  expect(sure(await purse.pay(3n * SEGMENT)).tickets[0]?.senderNonce).toBe(1)
})

test('a quote is renewed before its nonces end', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  let tickets = 0
  const payOn = async () => {
    tickets += sure(await purse.pay(purse.balance() + SEGMENT)).tickets.length
  }
  while (!purse.isStale()) await payOn()
  expect(tickets).toBe(MAX_NONCES - 2 * MAX_TICKETS + 2)
  while (tickets < MAX_NONCES) await payOn()
  await expect(purse.pay(purse.balance() + SEGMENT)).rejects.toMatchObject({ code: 'expired' })
})

test('two payments at once are two payments', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  const both = await Promise.all([purse.pay(SEGMENT), purse.pay(SEGMENT + VALUE), purse.pay(SEGMENT)])
  expect(both.map(payment => payment?.tickets.map(({ senderNonce }) => senderNonce))).toEqual([
    [1, 2],
    [3],
    undefined,
  ])
})

/** Pays, and is refused. */
async function refuse(purse: Purse, code: string, value = 0n) {
  const { sequence } = sure(await purse.pay(SEGMENT))
  return purse.credited({ payment: sequence, value: fromWhole(value), code, reason: '' })
}

test('what is not credited is no balance, and what helps is tried once', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  const renew = async () => purse.renew(await stand.till.quote(SESSION.sender, VALUE, PRICE))
  expect(await refuse(purse, 'expired')).toBe('renew')
  expect(purse.balance()).toBe(0n)
  expect(purse.isStale()).toBe(true)
  await expect(purse.pay(SEGMENT)).rejects.toMatchObject({ code: 'expired' })
  await renew()
  expect(await refuse(purse, '', VALUE)).toBe('go-on')
  purse.debit(SEGMENT_PIXELS)
  expect(await refuse(purse, 'too-risky', VALUE)).toBe('renew')
  expect(purse.balance()).toBe(0n)
  await renew()
  expect(await refuse(purse, 'expired')).toBe('end')
})

test('after a refusal one ticket at a time is sent, until one is taken', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  await refuse(purse, 'expired')
  expect(purse.paid()).toBe(SEGMENT)
  purse.renew(await stand.till.quote(SESSION.sender, VALUE, PRICE))
  const credit = await stand.till.receive(SESSION.sender, sure(await purse.pay(SEGMENT)))
  expect(purse.paid()).toBe(SEGMENT + VALUE)
  purse.credited(credit)
  expect(sure(await purse.pay(2n * SEGMENT)).tickets).toHaveLength(2)
})

test('payments that were on their way when one was refused are refused with it', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  const payments = [await purse.pay(SEGMENT), await purse.pay(SEGMENT + VALUE)].map(sure)
  const credits = payments.map(({ sequence }) =>
    purse.credited({ payment: sequence, value: fromWhole(0n), code: 'expired', reason: '' }),
  )
  expect(credits).toEqual(['renew', 'renew'])
  expect(purse.balance()).toBe(0n)
})

test('no payment is of more than a segment and a ticket, whatever is missing', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  purse.debit(10n * SEGMENT_PIXELS)
  expect(sure(await purse.pay(SEGMENT)).tickets).toHaveLength(2)
})

test('refusing payments between such that are taken ends it before two segments are lost', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  const told: string[] = []
  const credit = (payment: Payment, value: bigint, code: string) =>
    told.push(purse.credited({ payment: payment.sequence, value: fromWhole(value), code, reason: '' }))
  while (!told.includes('end') && told.length < 100) {
    const payments: Payment[] = []
    while (payments.length < 4) {
      payments.push(sure(await purse.pay(SEGMENT)))
      // Half a segment's work at a time: each ticket is missed at once.
      purse.debit(SEGMENT_PIXELS / 2n)
    }
    for (const payment of payments) credit(payment, 0n, 'too-risky')
    purse.renew(await stand.till.quote(SESSION.sender, VALUE, PRICE))
    credit(sure(await purse.pay(SEGMENT)), VALUE, '')
  }
  expect(told.slice(0, 4)).toContain('end')
})

test('refusing one ticket now and then ends it, too, before they are more than a few in a hundred', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  let refused = 0n
  let next = 'go-on'
  for (let round = 0; next !== 'end' && round < 100; round += 1) {
    const { sequence, tickets } = sure(await purse.pay(SEGMENT))
    next = purse.credited({ payment: sequence, value: fromWhole(0n), code: 'expired', reason: '' })
    refused += VALUE * BigInt(tickets.length)
    purse.renew(await stand.till.quote(SESSION.sender, VALUE, PRICE))
    const taken = sure(await purse.pay(SEGMENT))
    purse.credited({ payment: taken.sequence, value: fromWhole(VALUE), code: '', reason: '' })
    purse.debit(SEGMENT_PIXELS / 2n)
  }
  expect(next).toBe('end')
  expect(refused).toBeLessThanOrEqual(2n * SEGMENT + purse.paid() / 20n)
})

test.each(['bad-ticket', 'ticket-used', 'no-funds', 'chain-lost', 'anything'])('%s ends it', async code => {
  const { purse } = await openJob(await openStand())
  const { sequence } = sure(await purse.pay(SEGMENT))
  expect(purse.credited({ payment: sequence, value: fromWhole(0n), code, reason: '' })).toBe('end')
})

test('a credit of less than was paid, without a reason, ends it; one of more is one of as much', async () => {
  const { purse } = await openJob(await openStand())
  const first = sure(await purse.pay(SEGMENT))
  const all = { payment: first.sequence, value: fromWhole(9n * SEGMENT), code: '', reason: '' }
  expect(purse.credited(all)).toBe('go-on')
  expect(purse.credited(all)).toBe('go-on')
  expect(purse.balance()).toBe(SEGMENT)
  const second = sure(await purse.pay(2n * SEGMENT))
  const less = { payment: second.sequence, value: fromWhole(SEGMENT - 1n), code: '', reason: '' }
  expect(purse.credited(less)).toBe('end')
})

test('how a session stands is followed, and it pays only while it can', async () => {
  const stand = await openStand()
  const { chain, payer } = stand
  const { purse } = await openJob(stand)
  const seen: string[] = []
  payer.onchange(() => seen.push(payer.state().state))
  const become = async (funds: Partial<SenderFunds>) => {
    Object.assign(chain.funds, { deposit: 10n ** 18n, withdrawRound: 0, expiry: 20 }, funds)
    chain.mine()
    await expect.poll(() => seen.length).toBeGreaterThan(0)
    return seen.splice(0)
  }
  expect(await become({ deposit: leastDeposit(chain.rates.gasPrice) - 1n })).toEqual(['low'])
  expect(await become({ deposit: 0n })).toEqual(['empty'])
  await expect(purse.pay(SEGMENT)).rejects.toMatchObject({ code: 'no-funds' })
  expect(await become({ withdrawRound: 9 })).toEqual(['withdrawing'])
  await expect(purse.pay(SEGMENT)).rejects.toMatchObject({ code: 'no-funds' })
  expect(await become({ expiry: 6 })).toEqual(['expired'])
  await expect(purse.pay(SEGMENT)).rejects.toMatchObject({ code: 'no-funds' })
  expect(await become({})).toEqual(['ready'])
  expect(payer.state().lasts).toBeUndefined()
  await purse.pay(SEGMENT)
  expect(payer.state().lasts).toBeGreaterThan(600_000)
})

test('what was paid is known after a reload', async () => {
  const stand = await openStand()
  const { purse } = await openJob(stand)
  await purse.pay(SEGMENT)
  stand.payer.close()
  const again = await stand.reopen()
  expect(again.state().paid).toBe(SEGMENT)
  again.close()
})
