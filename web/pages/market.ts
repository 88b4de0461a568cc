import { FREE_MARKET, type Market } from '../protocol/select.ts'
import { DEFAULT_WEIGHTS, LIVEPEER_WEIGHTS } from '../protocol/weigh.ts'
import type { StreamParams } from './params.ts'

/** Whom a stream page may take by its address alone; who is registered and whether it pays, the chain says. */
export function marketOf(params: Pick<StreamParams, 'maxPrice' | 'minStake' | 'weights'>): Market {
  const { maxPrice, minStake, weights } = params
  return {
    ...FREE_MARKET,
    maxPrice: maxPrice === undefined ? undefined : { wei: BigInt(maxPrice), pixels: 1n },
    minStake,
    weights: weights === 'livepeer' ? LIVEPEER_WEIGHTS : DEFAULT_WEIGHTS,
  }
}
