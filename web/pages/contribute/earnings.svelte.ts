import { untrack } from 'svelte'
import { toChainError } from '../../chain/errors.ts'
import { NODE_ACCOUNT } from '../../chain/nodeaccount.ts'
import { readPosition } from '../../chain/position.ts'
import { TEST_ACCOUNT } from '../../chain/testaccount.ts'
import type { Address } from '../../chain/types.ts'
import { laterTill } from '../../payments/latertill.ts'
import { openTill } from '../../payments/recipient.ts'
import type { Ledger } from '../../payments/types.ts'
import type { MillraceError } from '../../protocol/errors.ts'
import { reportError } from '../connect.ts'
import { host } from '../host.ts'
import { keepTrying } from '../keeptrying.ts'
import { keepOpening, type OpenedChain } from '../openchain.ts'
import { reading } from '../stake/reading.svelte.ts'
import { type Books, openBooks } from './books.ts'
import { isSettled } from './settled.ts'
import type { Standing } from './types.ts'

/**
 * What this page earns and is owed, for as long as the component lives: the account that is paid, the till that takes
 * tickets for it, its ledger, and the redeemer.
 * @param peer of this page, once it is known @param price wei per output pixel
 */
export function createEarnings(peer: () => string | undefined, price: () => number) {
  const till = laterTill()
  let opened: OpenedChain | undefined = $state.raw()
  let wallet = $state.raw<ReturnType<OpenedChain['wallet']['state']> | undefined>()
  let error: MillraceError | undefined = $state.raw()
  let books: Books | undefined = $state.raw()
  let isTaken = $state(false)
  let isPaid = $state(false)

  $effect(() =>
    keepOpening(
      next => {
        opened = next
        error = undefined
      },
      failed => {
        error = failed
        return failed.code !== 'not-found'
      },
    ),
  )
  $effect(() =>
    opened?.wallet.watch(next => {
      wallet = next
    }),
  )
  const account = $derived(wallet?.account)
  const position = positionOf(
    () => opened,
    () => account,
  )
  const isSelfSigning = () => wallet?.choice === NODE_ACCOUNT || wallet?.choice === TEST_ACCOUNT

  $effect(() => {
    const of = account
    const on = opened
    if (of === undefined || on === undefined) return
    const stop = keepTrying(
      async signal => {
        const onwait = () => {
          isTaken = true
        }
        const found = await openBooks(on, of, isSelfSigning, { signal, onwait })
        if (signal.aborted) return found.close()
        isTaken = false
        error = undefined
        books = found
      },
      thrown => {
        error = toChainError(thrown)
        reportError(error)
      },
    )
    return () => {
      stop()
      isTaken = false
      error = undefined
      books?.close()
      books = undefined
    }
  })

  const standing: Standing = $derived.by(() => {
    if (opened === undefined) return error?.code === 'not-found' ? 'no-chain' : 'opening'
    if (account === undefined) return wallet?.status === 'disconnected' ? 'no-wallet' : 'opening'
    if (wallet?.wrongChain) return 'wrong-chain'
    if (isTaken) return 'taken'
    const found = position.current?.value
    if (found === undefined || books === undefined || peer() === undefined) return 'opening'
    if (found.orchestrator === undefined) return 'no-orchestrator'
    if (found.peer !== peer()) return 'elsewhere'
    return found.orchestrator.active ? 'ready' : 'inactive'
  })

  const payee = $derived(standing === 'ready' ? books : undefined)
  $effect(() => {
    const to = payee
    const on = opened
    if (to === undefined || on === undefined) return
    const stop = keepTrying(
      async signal => {
        const wanted = { wei: BigInt(untrack(price)), pixels: 1n }
        const options = { account: to.account, price: wanted, ledger: to.ledger, maxFaceValue: undefined }
        const next = await openTill(on.chain, options)
        if (signal.aborted) return next.close()
        error = undefined
        till.put(next)
        isPaid = true
      },
      thrown => {
        error = toChainError(thrown)
      },
    )
    return () => {
      stop()
      error = undefined
      isPaid = false
      till.put(undefined)
    }
  })

  const settled = $derived(
    isSettled({
      ...{ standing, isPaid, isFree: price() === 0, isNode: host().account !== undefined },
      ...{ hasAccount: account !== undefined, hasFailed: error !== undefined },
    }),
  )
  const waiting: (() => void)[] = []
  $effect(() => {
    if (settled) for (const resolve of waiting.splice(0)) resolve()
  })

  return {
    till,
    /** Resolves as soon as it is known whether the work is paid; for a node with an account of its own, when it is. */
    settled: () => new Promise<void>(resolve => (settled ? resolve() : waiting.push(resolve))),
    get chain() {
      return opened?.chain
    },
    get connector() {
      return opened?.wallet
    },
    get wallet() {
      return wallet
    },
    get position() {
      return position.current?.value
    },
    get standing() {
      return standing
    },
    /** Offers name the price and the account. */
    get isPaid() {
      return isPaid
    },
    get isSelfSigning() {
      return isSelfSigning()
    },
    get error() {
      return error ?? position.current?.error
    },
    get books() {
      return books
    },
    earned(...args: Parameters<Ledger['earned']>) {
      books?.ledger.earned(...args)
    },
  }
}

export type Earnings = ReturnType<typeof createEarnings>

/** The account's position at every block, once there is a chain. */
function positionOf(opened: () => OpenedChain | undefined, account: () => Address | undefined) {
  let current = $state.raw<ReturnType<typeof reading<Awaited<ReturnType<typeof readPosition>>>>>()
  $effect(() => {
    const on = opened()
    if (on === undefined) return
    current = reading(on.chain, () => {
      const of = account()
      return of && (chain => readPosition(chain, of))
    })
  })
  return {
    get current() {
      return current
    },
  }
}
