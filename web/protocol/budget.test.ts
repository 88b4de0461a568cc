import { expect, test } from 'vitest'
import { planBitrates, type Rung } from './budget.ts'

const ladder: Rung[] = [
  { track: 3, bitrate: 4_500_000 },
  { track: 1, bitrate: 1_000_000 },
  { track: 2, bitrate: 2_200_000 },
]
const [small, middle, top] = [1, 2, 3]

/** Plans along a trace of what the link gives, as a sender does. */
function follow(trace: number[], rungs = ladder): Map<number, number>[] {
  let plan = new Map<number, number>()
  return trace.map(available => {
    plan = planBitrates(available, rungs, plan)
    return plan
  })
}
const changes = (plans: Map<number, number>[], track: number) =>
  plans.filter((plan, index) => index > 0 && plan.get(track) !== plans[index - 1]?.get(track)).length

test('unknown capacity gives every rung what it is meant to have', () => {
  expect(planBitrates(0, ladder, new Map([[top, 0]]))).toEqual(
    new Map([
      [small, 1_000_000],
      [middle, 2_200_000],
      [top, 4_500_000],
    ]),
  )
})

test('enough for all gives all', () => {
  expect([...planBitrates(12_000_000, ladder, new Map()).values()]).toEqual([1_000_000, 2_200_000, 4_500_000])
})

test('what is short is taken from the top: it runs low, then leaves', () => {
  const low = planBitrates(6_000_000, ladder, new Map())
  expect(low.get(small)).toBe(1_000_000)
  expect(low.get(middle)).toBe(2_200_000)
  expect(low.get(top)).toBe(0.85 * 6_000_000 - 3 * 60_000 - 3_200_000)
  const out = planBitrates(4_800_000, ladder, low)
  expect(out.get(top)).toBe(0)
  expect(out.get(middle)).toBe(2_200_000)
})

test('a rung without room leaves those above it out, too', () => {
  const plan = planBitrates(1_600_000, ladder, new Map())
  expect([plan.get(small), plan.get(middle), plan.get(top)]).toEqual([1_000_000, 0, 0])
})

test('the smallest never leaves', () => {
  expect(planBitrates(30_000, ladder, new Map()).get(small)).toBe(50_000)
  expect(planBitrates(3_000_000, [{ track: 0, bitrate: 4_500_000 }], new Map()).get(0)).toBe(2_490_000)
})

test('the plan never asks for more than its share of the link', () => {
  for (let available = 200_000; available < 12_000_000; available += 50_000) {
    const rates = [...planBitrates(available, ladder, new Map()).values()]
    expect(rates.reduce((sum, rate) => sum + rate, 0)).toBeLessThanOrEqual(0.85 * available)
  }
})

test('after a drop it all comes back, in few steps', () => {
  const ramp = Array.from({ length: 200 }, (_, tick) => 4_000_000 + tick * 40_000)
  const plans = follow([12_000_000, 4_000_000, ...ramp])
  expect(plans[1]?.get(top)).toBe(0)
  expect(plans.at(-1)?.get(top)).toBe(4_500_000)
  const returns = plans.filter(
    (plan, index) => index > 0 && plan.get(top) !== 0 && plans[index - 1]?.get(top) === 0,
  )
  expect(returns).toHaveLength(1)
  expect(changes(plans, top)).toBeLessThan(25)
  expect(changes(plans, small)).toBe(0)
})

test('noise around any capacity lets no rung flap', () => {
  for (let capacity = 1_000_000; capacity < 12_000_000; capacity += 100_000) {
    const plans = follow(
      Array.from({ length: 100 }, (_, tick) => capacity * (1 + 0.02 * Math.sin(tick * 2.4))),
    )
    for (const track of [small, middle, top]) {
      const leaves = plans.filter(
        (plan, index) => index > 0 && plan.get(track) === 0 && plans[index - 1]?.get(track) !== 0,
      )
      expect(leaves.length, `track ${track} at ${capacity}`).toBeLessThanOrEqual(1)
    }
  }
})

test('a floor of its own keeps a rung until there', () => {
  const rungs = [
    { track: small, bitrate: 1_000_000 },
    { track: top, bitrate: 4_000_000, floor: 2_000_000 },
  ]
  expect(planBitrates(3_500_000, rungs, new Map()).get(top)).toBe(0)
  expect(planBitrates(4_000_000, rungs, new Map()).get(top)).toBe(2_280_000)
  expect(planBitrates(4_000_000, rungs, new Map([[top, 0]])).get(top)).toBe(0)
})
