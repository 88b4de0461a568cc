import { getGasPrice } from 'viem/actions'
import type { Rates, RatesFeed } from '../payments/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import { CHAIN_LOST_MS } from '../protocol/limits.ts'
import { ask } from './calls.ts'
import { follow } from './follow.ts'
import type { Chain } from './open.ts'

/**
 * Follows what tickets depend on, from its first reading on. When the RPC does not answer, the last known rates go on
 * being used for CHAIN_LOST_MS.
 * @throws MillraceError chain-lost and others of the first reading
 */
export async function followRates(chain: Chain): Promise<RatesFeed> {
  const listeners = new Set<() => void>()
  let known = { rates: await readRates(chain), at: performance.now() }
  const stop = follow(
    chain,
    readRates,
    rates => {
      known = { rates, at: performance.now() }
      for (const listener of listeners) listener()
    },
    // What is known grows old.
    () => {},
  )
  return {
    now() {
      if (performance.now() - known.at <= CHAIN_LOST_MS) return known.rates
      throw new MillraceError('chain-lost', 'The chain has not answered for minutes.', {
        hint: 'Look at the connection and at the RPC’s address; payments go on when it is back.',
        docs: 'wallets-and-the-chain',
      })
    },
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: stop,
  }
}

async function readRates(chain: Chain): Promise<Rates> {
  const [block, round, begun, start, length, validity, gasPrice] = await Promise.all([
    ask(chain, 'RoundsManager', 'blockNum', []),
    ask(chain, 'RoundsManager', 'currentRound', []),
    ask(chain, 'RoundsManager', 'lastInitializedRound', []),
    ask(chain, 'RoundsManager', 'currentRoundStartBlock', []),
    ask(chain, 'RoundsManager', 'roundLength', []),
    ask(chain, 'TicketBroker', 'ticketValidityPeriod', []),
    getGasPrice(chain.client),
  ] as const)
  return {
    block: Number(block),
    round: Number(round),
    creationRound: Number(begun),
    creationRoundBlockHash: await ask(chain, 'RoundsManager', 'blockHashForRound', [begun]),
    // Half a round is left to redeem in.
    lastBlock: Number(start + (begun + validity - round) * length - length / 2n),
    gasPrice,
  }
}
