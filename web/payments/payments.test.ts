import { expect, test } from 'vitest'
import { costOf } from '../protocol/balance.ts'
import { toWhole } from '../protocol/hex.ts'
import type { Payment } from '../protocol/schema.ts'
import { BOUNDS, PRICE, SEGMENT_PIXELS, SESSION, setUp } from './stand.ts'

const SEGMENT = costOf(SEGMENT_PIXELS, PRICE)
const VALUE = SEGMENT / 2n

async function openJob(stand: Awaited<ReturnType<typeof setUp>>) {
  const quote = await stand.till.quote(SESSION.sender, VALUE, PRICE)
  return { quote, purse: await stand.payer.open(quote, BOUNDS) }
}

function sure(payment: Payment | undefined): Payment {
  if (payment === undefined) throw new Error('Nothing was paid.')
  return payment
}

test('a segment is paid ahead, worked off, and paid again', async () => {
  const stand = await setUp()
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
