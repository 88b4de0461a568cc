import type { RoundEntry } from '../../chain/types.ts'

/** Stake is drawn from 0 to 200 of a height of 300, rewards from 210 to 300; the width is 1000. */
const WIDTH = 1000
const STAKE = { top: 24, bottom: 200 }
const REWARDS = { top: 228, bottom: 300 }
/** Part of a round's width that its bar fills. */
const BAR = 0.7

export type Chart = { area: string; line: string; bars: string; mostStake: bigint; mostRewards: bigint }

/** The paths of a history: stake in steps, as it holds for a whole round, and a bar of rewards for each. */
export function chart(rounds: Pick<RoundEntry, 'stake' | 'rewards'>[]): Chart {
  const mostStake = most(rounds.map(({ stake }) => stake))
  const mostRewards = most(rounds.map(({ rewards }) => rewards))
  const width = WIDTH / Math.max(1, rounds.length)
  const steps = rounds.map(({ stake }, index) => {
    return `${round(index * width)} ${height(stake, mostStake, STAKE)}H${round((index + 1) * width)}`
  })
  const line = steps.length === 0 ? '' : `M${steps.join('L')}`
  const bars = rounds.map(({ rewards }, index) => {
    if (rewards === 0n) return ''
    const [left, wide] = [round((index + (1 - BAR) / 2) * width), round(BAR * width)]
    return `M${left} ${REWARDS.bottom}V${height(rewards, mostRewards, REWARDS)}h${wide}V${REWARDS.bottom}Z`
  })
  return {
    line,
    area: line === '' ? '' : `${line}V${STAKE.bottom}H0Z`,
    bars: bars.join(''),
    mostStake,
    mostRewards,
  }
}

function most(amounts: bigint[]): bigint {
  return amounts.reduce((top, amount) => (amount > top ? amount : top), 0n)
}

function height(amount: bigint, top: bigint, range: { top: number; bottom: number }): number {
  if (top === 0n) return range.bottom
  return round(range.bottom - (Number((amount * 10_000n) / top) / 10_000) * (range.bottom - range.top))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
