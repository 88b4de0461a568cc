import type { Host } from '../web/pages/host.ts'
import type { Devnet } from './chain/devnet.ts'
import type { ExitError } from './exit.ts'
import type { Lifetime } from './lifetime.ts'
import type { Log } from './log.ts'

export type LocalChain = {
  /** Settles when it runs, or with undefined when it cannot: the log says why. */
  opened: Promise<Devnet | undefined>
  /** Number of its current round, while it has one. */
  round(): bigint | undefined
  /** Whether it outlives this process. */
  kept: boolean
  /** The account of a role's page. Asked before the chain runs, it answers when it does. */
  account(role: 'gateway' | 'orchestrator'): Promise<NonNullable<Host['account']>>
  /** Stakes the orchestrator that is found at a peer id, as soon as the chain runs. */
  stake(peer: string): void
}

/**
 * Opens the local chain beside everything else: nothing waits for it, and without it the rest works.
 * @param keep as for `openDevnet`
 * @param budget the most that the gateway may pay, wei
 */
export function openLocalChain(
  keep: string | undefined,
  budget: bigint,
  log: Log,
  lifetime: Lifetime,
): LocalChain {
  let running: Devnet | undefined

  function tell(what: string, error: unknown) {
    const { message, hint } = error as ExitError
    if (!lifetime.signal.aborted) log.error([what, message.split('\n')[0], hint].filter(Boolean).join(' '))
  }

  async function open() {
    const { openDevnet } = await import('./chain/devnet.ts')
    const devnet = await openDevnet(keep, log)
    lifetime.defer(devnet.close)
    devnet.ended.then(({ output }) => tell('The local chain has ended.', { message: output.trim() }))
    running = devnet
    return devnet
  }

  const opened = open().catch(error => {
    tell('', error)
    return undefined
  })
  return {
    opened,
    round: () => running?.round(),
    kept: keep !== undefined,
    async account(role) {
      const { LOCAL_ACCOUNTS, localAccount } = await import('./chain/accounts.ts')
      const signer = opened.then(devnet => devnet?.signer(role, role === 'gateway' ? budget : 0n))
      return {
        address: localAccount(LOCAL_ACCOUNTS[role]).address,
        async request(call) {
          const found = await signer
          if (found === undefined) throw new Error('There is no local chain.')
          return found.request(call)
        },
      }
    },
    stake(peer) {
      opened
        .then(devnet => devnet?.stake(peer))
        .catch(error => tell('The orchestrator could not be staked:', error))
    },
  }
}
