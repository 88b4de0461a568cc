import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Offer } from './schema.ts'
import { barTo, type Candidate, FREE_MARKET, type Market, select, type Work } from './select.ts'
import { LIVEPEER_WEIGHTS } from './weigh.ts'

const WORK: Work = { codec: 'h264', pixelRate: 1920 * 1080 * 30 }
const TOKEN = 10n ** 18n

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
  ...{ peer, offer: offer(change), rtt: 20, score: 1, suspended: false },
  ...rest,
})
const account = (byte: number) => new Uint8Array(20).fill(byte)
const address = (byte: number) => `0x${byte.toString(16).padStart(2, '0').repeat(20)}`
const price = (wei: bigint) => ({ wei, pixels: 10n })
const market = (change: Partial<Market> = {}): Market => ({
  ...FREE_MARKET,
  pays: true,
  registry: new Map([
    [address(1), { peer: 'one', stake: 100n * TOKEN, active: true }],
    [address(2), { peer: 'two', stake: 300n * TOKEN, active: true }],
    [address(3), { peer: 'three', stake: 100n * TOKEN, active: false }],
  ]),
  ...change,
})
const peers = (candidates: Candidate[], at = FREE_MARKET, seed = 1) =>
  select(candidates, WORK, at, seed).map(({ peer }) => peer)

test('leaves out who is paused, full, was too slow, lacks the codec or has cheated', () => {
  const bar = (...change: Parameters<typeof candidate> extends [string, ...infer Rest] ? Rest : never) =>
    barTo(candidate('a', ...change), WORK, FREE_MARKET)
  expect(bar({ paused: true })).toBe('busy')
  expect(bar({ runningJobs: 4 })).toBe('busy')
  expect(bar({ maxJobs: 0 })).toBe('busy')
  expect(bar({ codecs: [{ codec: 'vp9', hardware: true, realtime: 9 }] })).toBe('codec')
  expect(bar({}, { score: 0.003 })).toBe('cheated')
  expect(bar({}, { load: 1e9 })).toBe('busy')
  expect(bar({}, { load: 1 })).toBe(undefined)
  expect(bar({}, { pace: WORK.pixelRate - 1 })).toBe('slow')
  expect(bar({}, { pace: WORK.pixelRate, load: 1 })).toBe('slow')
  expect(bar({}, { pace: WORK.pixelRate })).toBe(undefined)
  expect(bar()).toBe(undefined)
  expect(peers([candidate('paused', { paused: true })])).toEqual([])
})

test('a request may go to who has no place for a job, after those that have one', () => {
  const request: Work = { pixelRate: 0, effect: { id: 'blur', pixelRate: 0 } }
  const effects = [{ id: 'blur', pixelRate: 1e6 }]
  const full = candidate('full', { effects, runningJobs: 4, beside: true })
  expect(barTo(full, request, FREE_MARKET)).toBe(undefined)
  expect(barTo(full, WORK, FREE_MARKET)).toBe('busy')
  expect(barTo(candidate('a', { effects, runningJobs: 4, beside: false }), request, FREE_MARKET)).toBe('busy')
  expect(barTo(candidate('a', { effects, paused: true, beside: true }), request, FREE_MARKET)).toBe('busy')
  const order = (...all: Candidate[]) => select(all, request, FREE_MARKET, 1).map(({ peer }) => peer)
  expect(order(full)).toEqual(['full'])
  expect(order(full, candidate('free', { effects }))).toEqual(['free'])
})

test('work for pay counts only with a session, and from the peer that an active account registered', () => {
  const paid = { price: price(600n), account: account(1) }
  const bar = (each: Candidate, change: Partial<Market> = {}) => barTo(each, WORK, market(change))
  expect(bar(candidate('one', paid))).toBe(undefined)
  expect(bar(candidate('one', paid), { pays: false })).toBe('no-session')
  expect(bar(candidate('one', { price: price(600n) }))).toBe('unregistered')
  expect(bar(candidate('another', paid))).toBe('unregistered')
  expect(bar(candidate('one', { ...paid, account: account(2) }))).toBe('unregistered')
  expect(bar(candidate('three', { ...paid, account: account(3) }))).toBe('unregistered')
  expect(bar(candidate('one', paid), { registry: new Map() })).toBe('unregistered')
})

test('a registration of the same peer id under another account takes nothing away', () => {
  const registry = new Map([
    ...market().registry,
    [address(9), { peer: 'one', stake: TOKEN, active: true }] as const,
  ])
  const paid = candidate('one', { price: price(600n), account: account(1) })
  expect(select([paid], WORK, market({ registry }), 1)[0]?.grounds.stake).toBe(100)
})

test('the maximum price and the minimum stake hold', () => {
  const paid = candidate('one', { price: price(601n), account: account(1) })
  const bar = (each: Candidate, change: Partial<Market>) => barTo(each, WORK, market(change))
  expect(bar(paid, { maxPrice: { wei: 60n, pixels: 1n } })).toBe('too-dear')
  expect(bar(paid, { maxPrice: { wei: 6_010n, pixels: 100n } })).toBe(undefined)
  expect(bar(paid, { minStake: 100n * TOKEN })).toBe(undefined)
  expect(bar(paid, { minStake: 100n * TOKEN + 1n })).toBe('stake')
  expect(bar(candidate('free'), { minStake: 1n })).toBe('stake')
  expect(bar(candidate('free'), {})).toBe(undefined)
})

test('one that has just failed, or encodes slower than live, is the last resort', () => {
  const slow = candidate('slow', { codecs: [{ codec: 'h264', hardware: false, realtime: 0.5 }] })
  const failed = candidate('failed', {}, { suspended: true })
  expect(peers([slow, failed, candidate('good')])).toEqual(['good'])
  expect(peers([slow, failed])).toEqual(['slow'])
  expect(peers([failed])).toEqual(['failed'])
})

test('a small ladder needs less pace than the reference', () => {
  const slow = candidate('slow', { codecs: [{ codec: 'h264', hardware: false, realtime: 0.5 }] })
  const small = { ...WORK, pixelRate: 640 * 360 * 30 }
  const first = (work: Work) => select([slow, candidate('good')], work, FREE_MARKET, 1)
  expect(first(WORK)).toHaveLength(1)
  expect(first(small)).toHaveLength(2)
})

test('says what the choice was made on', () => {
  const [first] = select(
    [candidate('one', { price: price(600n), account: account(1) }, { score: 0.9, rtt: undefined })],
    WORK,
    market(),
    1,
  )
  expect(first?.grounds).toEqual({
    ...{ stake: 100, price: 60, rtt: undefined, score: 0.9 },
    ...{ probability: 1, among: 1 },
  })
})

test('work follows the weights', () => {
  const all = [
    candidate('one', { account: account(1) }),
    candidate('two', { account: account(2) }),
    candidate('free'),
  ]
  const livepeer = market({ weights: LIVEPEER_WEIGHTS })
  const firsts = Array.from({ length: 4000 }, (_, seed) => peers(all, livepeer, seed)[0])
  const share = (peer: string) => firsts.filter(each => each === peer).length / firsts.length
  // Four standard deviations are 0.03.
  expect(share('two')).toBeGreaterThan(0.7 * 0.75 + 0.1 - 0.03)
  expect(share('two')).toBeLessThan(0.7 * 0.75 + 0.1 + 0.03)
  expect(share('free')).toBeGreaterThan(0.1 - 0.03)
  expect(share('free')).toBeLessThan(0.1 + 0.03)
})

const anybody = fc.record({
  peer: fc.string({ minLength: 1 }),
  rtt: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined }),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  suspended: fc.boolean(),
  offer: fc.record({
    realtime: fc.double({ min: 0, max: 1000, noNaN: true }),
    maxJobs: fc.nat(16),
    runningJobs: fc.nat(16),
    paid: fc.option(fc.bigInt(0n, 2n ** 63n - 1n), { nil: undefined }),
    account: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  }),
})
const crowd = fc.uniqueArray(anybody, { selector: ({ peer }) => peer, maxLength: 30 }).map(all =>
  all.map(({ offer: { realtime, maxJobs, runningJobs, paid, account: byte }, ...rest }): Candidate => {
    const codecs = [{ codec: 'h264' as const, hardware: false, realtime }]
    const change = {
      ...{ codecs, maxJobs, runningJobs },
      ...(paid === undefined ? {} : { price: price(paid) }),
      ...(byte === undefined ? {} : { account: account(byte) }),
    }
    return { ...rest, offer: offer(change) }
  }),
)

test('whoever offers: the order holds only those that are able, each once, and depends on nothing but the seed', () => {
  fc.assert(
    fc.property(crowd, fc.integer(), fc.bigInt(0n, 400n), (all, seed, tokens) => {
      const at = market({ minStake: tokens * TOKEN, maxPrice: { wei: 2n ** 62n, pixels: 10n } })
      const order = select(all, WORK, at, seed)
      expect(select(all.toReversed(), WORK, at, seed)).toEqual(order)
      expect(new Set(order.map(({ peer }) => peer)).size).toBe(order.length)
      const able = all.filter(each => barTo(each, WORK, at) === undefined)
      expect(order.length > 0).toBe(able.length > 0)
      for (const { peer } of order) expect(able.some(each => each.peer === peer)).toBe(true)
      const sum = order.reduce((total, { grounds }) => total + grounds.probability, 0)
      if (order.length > 0) expect(sum).toBeCloseTo(1, 9)
    }),
  )
})

test('who offers what is of use beside the work is taken first, the most useful thing before the others', () => {
  const with_ = (peer: string, ...ids: string[]) =>
    candidate(peer, { effects: ids.map(id => ({ id, pixelRate: 1e7 })) })
  const takes = (all: Candidate[]) =>
    select(all, { ...WORK, useful: ['objects', 'blur'] }, FREE_MARKET, 1).map(({ peer }) => peer)
  const [none, blurs, finds, both] = [
    with_('n'),
    with_('b', 'blur'),
    with_('f', 'objects'),
    with_('a', 'blur', 'objects'),
  ]
  expect(takes([none, blurs, finds, both])).toEqual(['a'])
  expect(takes([none, blurs, finds])).toEqual(['f'])
  expect(takes([none, blurs])).toEqual(['b'])
  expect(takes([none])).toEqual(['n'])
})

test('an effect is asked of those who offer it, at a price that can be paid; the fast ones first, the sum counts', () => {
  const effect = { id: 'style-a', pixelRate: 1e7 }
  const work = { ...WORK, effect }
  const offering = (pixelRate: number, wei = 0n) => ({
    effects: [{ id: 'style-a', pixelRate, price: price(wei) }],
  })
  expect(barTo(candidate('a'), work, FREE_MARKET)).toBe('effect')
  expect(barTo(candidate('a', offering(0)), work, FREE_MARKET)).toBe(undefined)
  const paid = { price: price(600n), account: account(1) }
  expect(barTo(candidate('one', { ...paid, ...offering(1e9, 6000n) }), work, market())).toBe('effect')
  const fast = candidate('fast', offering(2e7))
  expect(
    select([candidate('slow', offering(5e6)), fast], work, FREE_MARKET, 1).map(({ peer }) => peer),
  ).toEqual(['fast'])
  const [choice] = select([candidate('one', { ...paid, ...offering(2e7, 1200n) })], work, market(), 1)
  expect(choice?.grounds.price).toBe(180)
})
