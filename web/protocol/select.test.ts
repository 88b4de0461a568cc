import { expect, test } from 'vitest'
import type { Offer } from './schema.ts'
import { type Candidate, rank } from './select.ts'

const offer = (change: Partial<Offer> = {}): Offer => ({
  version: 1,
  codecs: [{ codec: 'h264', hardware: false, realtime: 2 }],
  maxJobs: 4,
  runningJobs: 0,
  paused: false,
  sequence: 1,
  addresses: [],
  ...change,
})
const candidate = (peer: string, change: Partial<Offer> = {}, rest: Partial<Candidate> = {}): Candidate => ({
  peer,
  offer: offer(change),
  rtt: 20,
  failures: 0,
  ...rest,
})
const order = (...candidates: Candidate[]) => rank(candidates, 'h264').map(({ peer }) => peer)

test('leaves out who is paused, full or lacks the codec', () => {
  expect(
    order(
      candidate('paused', { paused: true }),
      candidate('full', { runningJobs: 4 }),
      candidate('none', { maxJobs: 0 }),
      candidate('vp9', { codecs: [{ codec: 'vp9', hardware: true, realtime: 9 }] }),
    ),
  ).toEqual([])
})

test('the nearer, the idler and the never failed go first', () => {
  expect(order(candidate('far', {}, { rtt: 80 }), candidate('near'))).toEqual(['near', 'far'])
  expect(order(candidate('busy', { runningJobs: 3 }), candidate('idle'))).toEqual(['idle', 'busy'])
  expect(order(candidate('failed', {}, { failures: 1 }), candidate('good'))).toEqual(['good', 'failed'])
})

test('one that encodes slower than live is the last resort', () => {
  const slow = candidate('slow', { codecs: [{ codec: 'h264', hardware: false, realtime: 0.8 }] }, { rtt: 1 })
  expect(order(slow, candidate('far', {}, { rtt: 300 }))).toEqual(['far', 'slow'])
})

test('the same offers in another order give the same choice', () => {
  expect(order(candidate('b'), candidate('a'))).toEqual(order(candidate('a'), candidate('b')))
})
