import type { ReadFunds, SenderFunds } from '../payments/types.ts'
import { CHAIN_LOST_MS, MAX_SENDERS } from '../protocol/limits.ts'
import { ask } from './calls.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'
import type { Address } from './types.ts'

/** Longest that a payment waits for an RPC that is slow, where the sender's funds were known before. */
const WAIT_MS = 500

/**
 * Reads ticket senders' funds. While somebody follows the chain they are asked for once per block; when the RPC does
 * not answer, what was last known of a sender is used for CHAIN_LOST_MS.
 * @param recipient whose share of the reserve counts; undefined: nobody's
 */
export function openFunds(chain: Chain, recipient: Address | undefined): ReadFunds {
  const known = new Map<Address, { funds: SenderFunds; at: number }>()

  async function readNow(sender: Address): Promise<SenderFunds> {
    try {
      const funds = await readFunds(chain, sender, recipient)
      known.delete(sender)
      known.set(sender, { funds, at: performance.now() })
      const [oldest] = known.keys()
      if (known.size > MAX_SENDERS && oldest !== undefined) known.delete(oldest)
      return funds
    } catch (error) {
      throw toChainError(error)
    }
  }

  return sender => {
    const last = known.get(sender)
    const reading = readNow(sender)
    if (last === undefined || performance.now() - last.at > CHAIN_LOST_MS) return reading
    return new Promise(resolve => {
      reading.then(resolve, () => resolve(last.funds))
      setTimeout(resolve, WAIT_MS, last.funds)
    })
  }
}

async function readFunds(
  chain: Chain,
  sender: Address,
  recipient: Address | undefined,
): Promise<SenderFunds> {
  const [[{ deposit, withdrawRound }, { fundsRemaining }], [owner, expiry], claimable, active] =
    await Promise.all([
      ask(chain, 'TicketBroker', 'getSenderInfo', [sender]),
      ask(chain, 'TicketBroker', 'getSession', [sender]),
      recipient === undefined ? 0n : ask(chain, 'TicketBroker', 'claimableReserve', [sender, recipient]),
      recipient !== undefined && ask(chain, 'BondingManager', 'isActiveTranscoder', [recipient]),
    ] as const)
  return {
    deposit,
    reserve: fundsRemaining,
    claimable,
    active,
    withdrawRound: Number(withdrawRound),
    expiry: BigInt(owner) === 0n ? undefined : Number(expiry),
  }
}
