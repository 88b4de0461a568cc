import { ask } from './calls.ts'
import type { Chain } from './open.ts'
import type { Address } from './types.ts'

/** Factor of a pool that earned nothing yet, 1e27ths. */
export const ONE = 10n ** 27n

/** What is stored of an orchestrator's round. */
export type Pool = { stake: bigint; rewardCut: bigint; feeShare: bigint; rewards: bigint; fees: bigint }

/** Pools of an orchestrator by round. */
export type Pools = ReadonlyMap<number, Pool>

/** Reads an orchestrator's rounds as of one block. */
export async function readPools(
  chain: Chain,
  orchestrator: Address,
  rounds: Iterable<number>,
  block: bigint,
): Promise<Pools> {
  const entries = [...rounds].map(async round => {
    const args = [orchestrator, BigInt(round)] as const
    const [stake, rewardCut, feeShare, rewards, fees] = await ask(
      chain,
      'BondingManager',
      'getTranscoderEarningsPoolForRound',
      args,
      block,
    )
    return [round, { stake, rewardCut, feeShare, rewards, fees }] as const
  })
  return new Map(await Promise.all(entries))
}

/** Factors at the end of each of some rounds: a round without any has those of the one before. */
export function factorsOf(
  pools: Pools,
  rounds: readonly number[],
): Map<number, { rewards: bigint; fees: bigint }> {
  let [rewards, fees] = [ONE, 0n]
  return new Map(
    rounds.map(round => {
      const pool = pools.get(round)
      rewards = pool?.rewards || rewards
      fees = pool?.fees || fees
      return [round, { rewards, fees }]
    }),
  )
}

/** `amount * numerator / denominator`, rounded down once, as the contracts do. */
export function scale(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  return (amount * numerator) / denominator
}
