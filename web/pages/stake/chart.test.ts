import { expect, test } from 'vitest'
import { chart } from './chart.ts'

test('stake is drawn in steps and rewards as bars, each to its own height', () => {
  const drawn = chart([
    { stake: 0n, rewards: 0n },
    { stake: 50n, rewards: 2n },
    { stake: 100n, rewards: 4n },
    { stake: 100n, rewards: 0n },
  ])
  expect(drawn.line).toBe('M0 200H250L250 112H500L500 24H750L750 24H1000')
  expect(drawn.area).toBe(`${drawn.line}V200H0Z`)
  expect(drawn.bars).toBe('M287.5 300V264h175V300ZM537.5 300V228h175V300Z')
  expect([drawn.mostStake, drawn.mostRewards]).toEqual([100n, 4n])
})

test('nothing is drawn of nothing', () => {
  expect(chart([])).toEqual({ area: '', line: '', bars: '', mostStake: 0n, mostRewards: 0n })
  expect(chart([{ stake: 0n, rewards: 0n }]).line).toBe('M0 200H1000')
})
