import { explain } from '../gateway/explain.ts'
import type { Scores } from '../gateway/scores.ts'
import type { Network } from '../network/types.ts'
import { barTo, type Market, type Work } from '../protocol/select.ts'

/** Where those that are there work for pay. */
const UNPAID = {
  never: 'Those that offer their work ask to be paid: see --chain, --rpc, --keystore and --budget.',
  later: 'Those that offer their work ask to be paid: the payment session is being opened.',
}

/**
 * Why nobody does what a node has its page do, in plain words, with the next step.
 * @param budget of the node; undefined: it pays nobody
 * @returns nothing where somebody could, or no relay has been reached or missed yet
 */
export function whyNobody(
  network: Network,
  scores: Scores,
  work: Work,
  market: Market,
  budget: bigint | undefined,
): string {
  const relays = network.relays()
  if (relays.every(({ state }) => state === 'connecting')) return ''
  const candidates = network.offers().map(({ peer, offer }) => ({
    ...{ peer, offer, rtt: undefined, score: scores.rate(peer), suspended: false },
  }))
  const bars = candidates.map(each => barTo(each, work, market))
  if (bars.includes(undefined)) return ''
  if (bars.includes('no-session')) return UNPAID[budget === undefined ? 'never' : 'later']
  return explain(relays, candidates, work, market)
}
