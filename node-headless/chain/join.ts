import { fileBook } from '../../contracts/deploy/book.ts'
import type { Addresses } from '../../contracts/deploy/steps.ts'
import { ExitError } from '../exit.ts'
import type { Log } from '../log.ts'
import { type Access, connect, onChain } from './network.ts'
import { registerPeer } from './orchestrator.ts'
import type { Place } from './place.ts'
import { keepRewards } from './rounds.ts'
import { type PageAccount, signFor } from './signing.ts'

/** Rounds last hours: a reward may wait a minute, and public RPCs count what they are asked. */
const REWARD_POLL_MS = 60_000

export type JoinOptions = Access & {
  /** File of the contracts' addresses, by the chain's id. */
  addresses: (id: number) => string
  /** Registers the peer id for the account, and calls its rewards. */
  register: boolean
  reward: boolean
  /** What the page may spend, wei. */
  budget: bigint
}

/** A node's account on a public chain. */
export type Membership = {
  place: Place
  /** Signs for the node's page. */
  account: PageAccount
  /** Does what was asked for the orchestrator that is found at a peer id. */
  enter(peer: string): Promise<void>
  close(): void
}

/**
 * Connects a node's account to a public chain; nothing is sent before `enter`.
 * @throws ExitError as `connect`, and usage when it is not known where the contracts are
 */
export async function joinChain(options: JoinOptions, log: Log): Promise<Membership> {
  const client = await connect(options)
  const path = options.addresses(client.chain.id)
  const entry = await onChain(() => fileBook(path).read(client.chain.id))
  if (entry === undefined) {
    const hint = '`millrace deploy` writes it; --addresses names another.'
    throw new ExitError('usage', `There is no file ${path} with the addresses of the contracts.`, hint)
  }
  const addresses = entry.addresses as Addresses
  let stop = () => {}
  return {
    account: signFor(client, addresses.TicketBroker, options.budget),
    place: {
      chainId: client.chain.id,
      name: options.chain,
      rpc: options.rpc,
      since: entry.since,
      addresses,
      local: false,
      faucet: false,
    },
    async enter(peer) {
      if (options.register) {
        await onChain(() => registerPeer(client, addresses, peer))
        log.info(`${client.account.address} is registered at /p2p/${peer}`)
      }
      if (options.reward) stop = keepRewards(client, addresses, log, REWARD_POLL_MS)
    },
    close: () => stop(),
  }
}
