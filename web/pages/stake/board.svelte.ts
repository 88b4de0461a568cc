import { same } from '../../chain/address.ts'
import { toChainError } from '../../chain/errors.ts'
import { readHistory, readTracks } from '../../chain/history.ts'
import type { Chain } from '../../chain/open.ts'
import { readOrchestrators } from '../../chain/orchestrators.ts'
import { perform } from '../../chain/perform.ts'
import { readPosition } from '../../chain/position.ts'
import { readProtocol } from '../../chain/protocol.ts'
import { followTransactions } from '../../chain/transactions.ts'
import type { Transaction } from '../../chain/types.ts'
import type { Wallet } from '../../chain/wallet.ts'
import type { HeardOffer } from '../../network/types.ts'
import { toast } from '../../ui/toasts.svelte.ts'
import type { Party } from './party.ts'
import { standings } from './rank.ts'
import { loading, reading } from './reading.svelte.ts'
import { createSessions } from './sessions.svelte.ts'

/**
 * All that the page shows of a chain and of the connected account, for as long as the component lives.
 * @param offers what the network hears, if it hears anything @param browser peer id of this browser's contribute page
 */
export function createBoard(
  chain: Chain,
  wallet: Wallet,
  offers: () => HeardOffer[] | undefined,
  browser: () => string | undefined,
) {
  let walletState = $state.raw(wallet.state())
  let transactions: Transaction[] = $state.raw([])
  let asking = $state(false)

  $effect(() =>
    wallet.watch(next => {
      walletState = next
    }),
  )
  const account = $derived(walletState.account)

  const protocol = reading(chain, () => readProtocol)
  const round = $derived(protocol.value?.round)
  const tracks = loading(() =>
    round === undefined ? undefined : { key: 'tracks', load: options => readTracks(chain, options) },
  )
  const known = $derived([...(tracks.value?.keys() ?? [])])
  const orchestrators = reading(chain, () => {
    const others = known
    return of => readOrchestrators(of, others)
  })
  const position = reading(chain, () => {
    const of = account
    return of && (on => readPosition(on, of))
  })
  const over = $derived(transactions.filter(({ state }) => state === 'confirmed').length)
  /** Others' calls change it within a round, too. */
  const earned = $derived(`${position.value?.stake} ${position.value?.fees}`)
  const history = loading(() => {
    const of = account
    void [over, earned]
    if (of === undefined || round === undefined) return undefined
    return { key: of, load: options => readHistory(chain, of, options) }
  })

  const sessions = createSessions(
    chain,
    () => account,
    () => [over, round],
  )

  $effect(() => {
    transactions = []
    if (account === undefined) return
    return followTransactions(chain, account, next => {
      transactions = next
    })
  })

  const list = $derived(orchestrators.value && standings(orchestrators.value, tracks.value, offers()))
  const party: Party | undefined = $derived.by(() => {
    if (position.value === undefined) return undefined
    const { delegate } = position.value
    return {
      position: position.value,
      delegate: list?.find(({ address }) => same(address, delegate)),
      orchestrators: list ?? [],
      browser: browser(),
    }
  })

  return {
    get wallet() {
      return walletState
    },
    get protocol() {
      return protocol.value
    },
    /** When the figures were read that are shown. */
    get at() {
      return protocol.at
    },
    /** Why there are no newer ones. */
    get trouble() {
      return protocol.error ?? orchestrators.error ?? position.error
    },
    get standings() {
      return list
    },
    get party() {
      return party
    },
    get sessions() {
      return sessions.current ?? []
    },
    get transactions() {
      return transactions
    },
    get asking() {
      return asking
    },
    history,
    /** Asks the local chain's faucet for tokens; says how it went in passing. */
    async askFaucet() {
      asking = true
      try {
        await perform(chain, await wallet.signer(), { kind: 'faucet' }, () => {})
        toast('Test tokens have come.')
      } catch (thrown) {
        const { message, hint = '' } = toChainError(thrown)
        toast(`${message} ${hint}`, 'bad')
      } finally {
        asking = false
      }
    },
  }
}
