import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from './random.ts'
import { type Contender, DEFAULT_WEIGHTS, draw, LIVEPEER_WEIGHTS, usualPrice, weigh } from './weigh.ts'

const contender = (change: Partial<Contender> = {}): Contender => ({
  stake: 100,
  price: 10,
  latency: 20,
  score: 1,
  ...change,
})
const only = (change: Partial<typeof DEFAULT_WEIGHTS>) => ({
  ...{ stake: 0, price: 0, chance: 0, priceScale: 10, score: 0, cheap: 0, near: 0 },
  ...change,
})

test("Livepeer's setting gives Livepeer's likelihoods", () => {
  const likely = weigh([contender({ stake: 300 }), contender({ stake: 100 })], LIVEPEER_WEIGHTS)
  expect(likely[0]).toBeCloseTo(0.7 * 0.75 + 0.3 / 2, 12)
  expect(likely[1]).toBeCloseTo(0.7 * 0.25 + 0.3 / 2, 12)
})

test('each weight does what it says', () => {
  const pair = (change: Partial<Contender>, weights: Partial<typeof DEFAULT_WEIGHTS>) =>
    [...weigh([contender(), contender(change)], only(weights))].map(each => Number(each.toFixed(6)))
  expect(pair({ stake: 300 }, { stake: 1 })).toEqual([0.25, 0.75])
  expect(pair({ price: 20 }, { price: 1 })[1]).toBeCloseTo(Math.exp(-1) / (1 + Math.exp(-1)), 5)
  expect(pair({ stake: 300, price: 1, latency: 0 }, { chance: 1 })).toEqual([0.5, 0.5])
  expect(pair({ score: 0.5 }, { chance: 1, score: 2 })).toEqual([0.8, 0.2])
  expect(pair({ latency: 60 }, { chance: 1, near: 1 })[1]).toBeCloseTo(1 / 3, 5)
})

test('a price below the median draws work, far below it no more than half of it', () => {
  const weights = only({ chance: 1, cheap: 2 })
  const market = Array.from({ length: 9 }, () => contender())
  const share = (price: number) => weigh([contender({ price }), ...market], weights)[0] as number
  expect(share(5) / share(10)).toBeGreaterThan(3)
  expect(share(0)).toBeCloseTo(share(5), 12)
  expect(share(0.1)).toBeCloseTo(share(5), 12)
  expect(share(20)).toBeLessThan(share(10) / 3)
})

test('where nothing tells them apart, all are equally likely', () => {
  const none = contender({ stake: 0, price: 0 })
  expect([...weigh([none, none, none, none], DEFAULT_WEIGHTS)]).toEqual([0.25, 0.25, 0.25, 0.25])
  expect([...weigh([{ ...none, score: 0 }], DEFAULT_WEIGHTS)]).toEqual([1])
  expect(weigh([], DEFAULT_WEIGHTS)).toHaveLength(0)
})

test('who splits its stake wins nothing', () => {
  const others = Array.from({ length: 9 }, () => contender())
  const whole = weigh([contender(), ...others], DEFAULT_WEIGHTS)
  const parts = Array.from({ length: 10 }, () => contender({ stake: 10 }))
  const split = weigh([...parts, ...others], DEFAULT_WEIGHTS)
  const sum = split.slice(0, 10).reduce((all, each) => all + each, 0)
  expect(sum).toBeCloseTo(whole[0] as number, 12)
})

const number = (max: number) => fc.double({ min: 0, max, noNaN: true })
const contenders = fc.array(
  fc.record({ stake: number(1e12), price: number(1e9), latency: number(1e5), score: number(1) }),
  { minLength: 1, maxLength: 40 },
)

test('whatever is weighed, likelihoods are finite and sum to 1', () => {
  fc.assert(
    fc.property(contenders, fc.constantFrom(DEFAULT_WEIGHTS, LIVEPEER_WEIGHTS), (all, weights) => {
      const likely = weigh(all, weights)
      expect(likely.every(each => each >= 0 && each <= 1 + 1e-12)).toBe(true)
      expect(likely.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9)
    }),
  )
})

test('a lower price, a shorter way, a better score, or more stake that leaves the usual price as it is, never hurts', () => {
  fc.assert(
    fc.property(contenders, fc.nat(), (all, at) => {
      const index = at % all.length
      const before = weigh(all, DEFAULT_WEIGHTS)[index] as number
      const { stake, price, latency, score } = all[index] as Contender
      const better = [
        { stake: stake * 2 },
        { price: price / 2 },
        { latency: latency / 2 },
        { score: (1 + score) / 2 },
      ]
      for (const change of better) {
        const changed = all.with(index, { ...contender({ stake, price, latency, score }), ...change })
        // Of much stake the price becomes the usual one, and being cheaper than that is over.
        if ('stake' in change && usualPrice(changed) !== usualPrice(all)) continue
        expect(weigh(changed, DEFAULT_WEIGHTS)[index]).toBeGreaterThanOrEqual(before - 1e-9)
      }
    }),
  )
})

test('an order holds each once, and is the same for the same seed', () => {
  const likely = weigh(
    Array.from({ length: 50 }, (_, index) => contender({ stake: 1 + index })),
    DEFAULT_WEIGHTS,
  )
  const order = [...draw(likely, seededRandom(7))]
  expect(order.toSorted((a, b) => a - b)).toEqual([...likely.keys()])
  expect([...draw(likely, seededRandom(7))]).toEqual(order)
  expect([...draw(likely, seededRandom(8))]).not.toEqual(order)
})

test('those for whom nothing speaks come last, but they come', () => {
  const likely = weigh([contender({ stake: 0 }), contender(), contender({ stake: 0 })], DEFAULT_WEIGHTS)
  for (let seed = 0; seed < 50; seed += 1) {
    const [first, ...rest] = draw(likely, seededRandom(seed))
    expect(first).toBe(1)
    expect(rest.toSorted()).toEqual([0, 2])
  }
})

test('neither the usual price nor anything else can be moved by many without stake', () => {
  const market = [contender({ price: 8 }), contender({ price: 10 }), contender({ price: 12 })]
  const crowd = Array.from({ length: 100 }, () => contender({ stake: 0, price: 0 }))
  const before = weigh(market, DEFAULT_WEIGHTS)
  const after = weigh([...market, ...crowd], DEFAULT_WEIGHTS)
  for (const index of before.keys()) expect(after[index]).toBeCloseTo(before[index] as number, 12)
})

test('each comes first as often as it should', () => {
  const likely = Float64Array.of(0.5, 0.3, 0.2, 0)
  const random = seededRandom(1)
  const firsts = [0, 0, 0, 0]
  const rounds = 20_000
  for (let round = 0; round < rounds; round += 1) {
    const [first = -1] = draw(likely, random)
    firsts[first] = (firsts[first] ?? 0) + 1
  }
  // Four standard deviations of a binomial distribution.
  for (const [index, count] of firsts.entries()) {
    const p = likely[index] as number
    expect(Math.abs(count - p * rounds)).toBeLessThanOrEqual(4 * Math.sqrt(rounds * p * (1 - p)))
  }
})
