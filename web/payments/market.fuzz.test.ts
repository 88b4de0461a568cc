import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costOf } from '../protocol/balance.ts'
import { fromHex, toWhole } from '../protocol/hex.ts'
import { decodeJob, encodeJob } from '../protocol/messages.ts'
import type { Payment } from '../protocol/schema.ts'
import { BOUNDS, hashOf, openStand, PRICE, SEGMENT_PIXELS, SESSION } from './stand.ts'

const SEGMENT = costOf(SEGMENT_PIXELS, PRICE)

/** A payment as it arrives. */
function sent(payment: Payment): Payment {
  const { kind, body } = decodeJob(encodeJob({ kind: 'payment', body: payment }))
  if (kind !== 'payment') throw new Error(`A ${kind} came.`)
  return body
}

/** What a hostile sender makes of a payment that was taken. */
function changed(payment: Payment, change: { kind: string; byte?: number }): Payment {
  const { quote, tickets } = payment
  if (change.kind === 'reseed') return { ...payment, quote: { ...quote, seed: fromHex(hashOf('mine')) } }
  if (change.kind === 'replay') return payment
  const [first, ...rest] = tickets
  const signature = Uint8Array.from(first?.signature ?? [])
  signature[change.byte ?? 0] = (signature[change.byte ?? 0] ?? 0) ^ 0x20
  return { ...payment, tickets: [{ senderNonce: 1, signature }, ...rest] }
}

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('pay' as const), target: fc.bigInt({ min: 1n, max: 3n * SEGMENT }) }),
    fc.record({ kind: fc.constant('work' as const), pixels: fc.bigInt({ min: 1n, max: SEGMENT_PIXELS }) }),
    fc.record({ kind: fc.constant('renew' as const) }),
    fc.record({ kind: fc.constant('mine' as const), blocks: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ kind: fc.constant('replay' as const), at: fc.nat() }),
    fc.record({ kind: fc.constant('tamper' as const), at: fc.nat(), byte: fc.integer({ min: 0, max: 64 }) }),
    fc.record({ kind: fc.constant('reseed' as const), at: fc.nat() }),
  ),
  { maxLength: 30 },
)

test('both sides keep the same books to the wei, whatever comes between', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async list => {
      const stand = await openStand()
      const { till, payer, chain } = stand
      const quoteNow = () => till.quote(SESSION.sender, SEGMENT / 2n, PRICE)
      const purse = await payer.open(await quoteNow(), BOUNDS)
      const payments: Payment[] = []
      let credited = 0n
      let worked = 0n
      for (const step of list) {
        const old = 'at' in step ? payments[step.at % payments.length] : undefined
        if (step.kind === 'pay') {
          if (purse.isStale()) purse.renew(await quoteNow())
          const payment = await purse.pay(step.target)
          if (payment === undefined) continue
          payments.push(payment)
          const credit = await till.receive(SESSION.sender, sent(payment))
          credited += toWhole(credit.value)
          expect(purse.credited(credit)).toBe('go-on')
          expect(purse.balance()).toBe(credited - costOf(worked, PRICE))
          const full = payment.tickets.length === 2
          if (!full) expect(purse.balance()).toBeGreaterThanOrEqual(step.target)
          if (payment.tickets.length > 1) expect(purse.balance()).toBeLessThan(step.target + SEGMENT / 2n)
        } else if (step.kind === 'work') {
          worked += step.pixels
          purse.debit(step.pixels)
        } else if (step.kind === 'renew') purse.renew(await quoteNow())
        else if (step.kind === 'mine') chain.mine(step.blocks)
        else if (old !== undefined) {
          const { code, value } = await till.receive(SESSION.sender, sent(changed(old, step)))
          expect(toWhole(value)).toBe(0n)
          const replayed =
            chain.rates.block > old.quote.expirationBlock ? ['expired', 'ticket-used'] : ['ticket-used']
          expect(step.kind === 'replay' ? replayed : ['bad-ticket']).toContain(code)
        }
      }
      expect(purse.paid()).toBe(credited)
      expect(payer.state().paid).toBe(credited)
      payer.close()
    }),
    { numRuns: 60 },
  )
})
