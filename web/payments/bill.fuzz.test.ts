import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDeliveries } from '../gateway/deliveries.ts'
import { startCharge } from '../orchestrator/charge.ts'
import { createDebts } from '../orchestrator/debts.ts'
import { costOf, createBook, segmentPixels } from '../protocol/balance.ts'
import { fromWhole, toWhole } from '../protocol/hex.ts'
import type { JobMessage } from '../protocol/messages.ts'
import type { Offer, Price, Quote } from '../protocol/schema.ts'
import { createBill } from './bill.ts'
import type { Payer, Purse, Till } from './types.ts'

const SIZE = 64 * 36
const RATE = 10
const SEGMENT_MS = 1000
const RENDITION = {
  ...{
    track: 1,
    name: '36p',
    codec: 'h264' as const,
    width: 64,
    height: 36,
    bitrate: 50_000,
    maxFramerate: 0,
  },
}
const SENDER = `0x${'01'.repeat(20)}` as const
const ACCOUNT = new Uint8Array(20).fill(2)
const PIXELS = segmentPixels([RENDITION], RATE, SEGMENT_MS)

/** Tickets here are worth what `faceValue` says; a payment's nonces tell how many there are. */
const payer = (cheats: () => boolean): Payer => ({
  sender: SENDER,
  state: () => {
    throw new Error('nobody asks')
  },
  onchange: () => () => {},
  async open(quote) {
    return openPurse(quote, cheats)
  },
  close() {},
})

function openPurse(quote: Quote, cheats: () => boolean): Purse {
  const book = createBook(quote.price)
  const value = toWhole(quote.faceValue)
  let sequence = 0
  return {
    price: quote.price,
    balance: book.balance,
    paid: book.credited,
    async pay(target) {
      if (cheats() || book.balance() >= target) return undefined
      const count = (target - book.balance() + value - 1n) / value
      book.credit(count * value)
      sequence += 1
      const tickets = Array.from({ length: Number(count) }, () => ({
        senderNonce: 1,
        signature: new Uint8Array(65),
      }))
      return { sequence, quote, tickets }
    },
    credited: () => 'go-on',
    debit: book.debit,
    renew() {},
    isStale: () => false,
  }
}

const till: Till = {
  account: `0x${'02'.repeat(20)}`,
  price: () => ({ wei: 1n, pixels: 1n }),
  setPrice() {},
  quote: async (_sender, value, price) => quoteOf(value, price),
  receive: async (_sender, { sequence, quote, tickets }) => ({
    payment: sequence,
    value: fromWhole(toWhole(quote.faceValue) * BigInt(tickets.length)),
    code: '',
    reason: '',
  }),
  close() {},
}

function quoteOf(value: bigint, price: Price): Quote {
  const hash = new Uint8Array(32)
  return {
    price,
    recipient: ACCOUNT,
    faceValue: fromWhole(value),
    winProb: fromWhole(2n ** 256n - 1n),
    recipientRandHash: hash,
    seed: hash,
    expirationBlock: 1,
    creationRound: 1,
    creationRoundBlockHash: hash,
  }
}

/** Both sides of a job, with a link and a stream between them on which everything waits until it is let through. */
async function openTrade(price: Price, cheats = () => false) {
  const segmentCost = costOf(PIXELS, price)
  const value = (segmentCost + 1n) / 2n
  const quote = quoteOf(value, price)
  const up: JobMessage[] = []
  const down: JobMessage[] = []
  const link: { timestamp: number; segment: number }[] = []
  const deliveries = createDeliveries([RENDITION], Number(PIXELS), SEGMENT_MS)
  const faults: unknown[] = []
  let allowance = 0
  let frame = 0
  let made = 0
  let starved = 0
  let inSegment = { segment: 0, frames: 0 }

  const charge = startCharge(
    { till, sender: SENDER, price, quote, segmentCost, patience: 2000 },
    {
      job: 'job',
      debts: createDebts(),
      onearned() {},
      send: message => void down.push(message),
      setAllowance(pixels) {
        allowance = pixels
      },
      onerror: error => void faults.push(error),
    },
  )
  const bill = createBill({
    offer: { price, account: ACCOUNT } as Offer,
    segmentPixels: PIXELS,
    payer: payer(cheats),
    send: message => void up.push(message),
    onerror: error => void faults.push(error),
  })
  await bill.accept(quote)

  const receipt = (segment: number) => {
    if (segment === inSegment.segment) return
    const body = { track: 1, ...inSegment } as Extract<JobMessage, { kind: 'receipt' }>['body']
    down.push({ kind: 'receipt', body })
    inSegment = { segment, frames: 0 }
  }
  const steps = {
    frame() {
      const timestamp = Math.round((frame * 1e6) / RATE)
      const segment = Math.floor(frame / RATE)
      frame += 1
      deliveries.sent()
      if ((made + 1) * SIZE > allowance) {
        starved += 1
        return
      }
      receipt(segment)
      made += 1
      inSegment.frames += 1
      link.push({ timestamp, segment })
    },
    deliver() {
      const next = link.shift()
      if (next === undefined) return
      deliveries.received({ track: 1, key: false, duration: 0, data: new Uint8Array(), ...next })
    },
    lose: () => void link.shift(),
    up() {
      const message = up.shift()
      if (message?.kind === 'payment') charge.pay(message.body)
    },
    down() {
      const message = down.shift()
      if (message?.kind === 'credit') bill.credit(message.body)
      if (message?.kind === 'receipt') deliveries.receipt(message.body)
    },
    tick() {
      charge.tick({ pixels: made * SIZE, unpaid: 0 })
      bill.tick(deliveries.pixels(), PIXELS)
    },
  }
  const cost = () => costOf(BigInt(made * SIZE), price)
  return {
    take: async (step: keyof typeof steps) => {
      steps[step]()
      await new Promise(resolve => setImmediate(resolve))
    },
    /** wei */
    unpaidWork: () => cost() - charge.earned(),
    unservedPay: () => bill.paid() - cost(),
    unseenPay: () => bill.paid() - costOf(BigInt(deliveries.pixels()), price),
    bounds: { work: segmentCost, pay: segmentCost + value },
    starved: () => starved,
    made: () => made,
    faults,
  }
}

const prices = fc.record({ wei: fc.bigInt(1n, 10n ** 12n), pixels: fc.bigInt(1n, 10n ** 6n) })
const step = fc.constantFrom('frame', 'frame', 'deliver', 'deliver', 'lose', 'up', 'down', 'tick')

test('in any order of payments, frames and losses, nobody is owed more than a segment', async () => {
  await fc.assert(
    fc.asyncProperty(prices, fc.array(step, { minLength: 50, maxLength: 200 }), async (price, order) => {
      const trade = await openTrade(price)
      for (const next of order) {
        await trade.take(next)
        expect(trade.unpaidWork()).toBeLessThanOrEqual(trade.bounds.work)
        expect(trade.unservedPay()).toBeLessThanOrEqual(trade.bounds.pay)
        expect(trade.unseenPay()).toBeLessThanOrEqual(trade.bounds.pay)
      }
      expect(trade.faults).toEqual([])
    }),
    { numRuns: 60 },
  )
})

/** A minute at ten frames a second, with everything under way for at most one tick. */
async function runMinute(trade: Awaited<ReturnType<typeof openTrade>>, lost: (frame: number) => boolean) {
  for (const next of ['tick', 'up', 'down'] as const) await trade.take(next)
  for (let frame = 0; frame < 60 * RATE; frame += 1) {
    await trade.take('frame')
    await trade.take(lost(frame) ? 'lose' : 'deliver')
    if (frame % 3 !== 0) continue
    for (const next of ['tick', 'up', 'down', 'down'] as const) await trade.take(next)
  }
}

test('no frame waits for pay, on a link that loses some as on one that loses none', async () => {
  for (const every of [Number.POSITIVE_INFINITY, 4]) {
    const trade = await openTrade({ wei: 7n, pixels: 3n })
    await runMinute(trade, frame => frame % every === every - 1)
    expect(trade.starved()).toBe(0)
    expect(trade.made()).toBe(60 * RATE)
  }
})

test('a gateway that stops to pay gets no work beyond a segment', async () => {
  let cheats = false
  const trade = await openTrade({ wei: 7n, pixels: 3n }, () => cheats)
  await runMinute(trade, () => false)
  cheats = true
  await runMinute(trade, () => false)
  expect(trade.starved()).toBeGreaterThan(50 * RATE)
  expect(trade.unpaidWork()).toBeLessThanOrEqual(trade.bounds.work)
})

test('an orchestrator of which nothing comes gets no pay beyond a segment and a ticket', async () => {
  const trade = await openTrade({ wei: 7n, pixels: 3n })
  await runMinute(trade, () => true)
  expect(trade.unseenPay()).toBeLessThanOrEqual(trade.bounds.pay)
})
