import { untrack } from 'svelte'
import { toChainError } from '../../chain/errors.ts'
import { NODE_ACCOUNT } from '../../chain/nodeaccount.ts'
import { readPosition } from '../../chain/position.ts'
import { TEST_ACCOUNT } from '../../chain/testaccount.ts'
import type { Address } from '../../chain/types.ts'
import { browserJournal } from '../../payments/journal.ts'
import { laterTill } from '../../payments/latertill.ts'
import { openLedger } from '../../payments/ledger.ts'
import { openTill } from '../../payments/recipient.ts'
import { startRedeemer } from '../../payments/redeemer.ts'
import type { Ledger, Redeemer } from '../../payments/types.ts'
import type { MillraceError } from '../../protocol/errors.ts'
import { reportError } from '../connect.ts'
import { host } from '../host.ts'
import { keepOpening, type OpenedChain } from '../openchain.ts'
import { reading } from '../stake/reading.svelte.ts'
import type { Standing } from './types.ts'

/** The books of one account in this page. */
type Books = { account: Address; ledger: Ledger; redeemer: Redeemer; close(): void }

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
    const closing = new AbortController()
    isTaken = false
    openBooks(on, of, isSelfSigning, closing.signal).then(
      found => {
        if (closing.signal.aborted) found?.close()
        else if (found === undefined) isTaken = true
        else books = found
      },
      thrown => {
        error = toChainError(thrown)
        reportError(error)
      },
    )
    return () => {
      closing.abort()
      books?.close()
      books = undefined
    }
  })

  const standing: Standing = $derived.by(() => {
    if (opened === undefined) return error?.code === 'not-found' ? 'no-chain' : 'opening'
    if (account === undefined) return 'no-wallet'
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
    if (to === undefined || opened === undefined) return
    let over = false
    const wanted = { wei: BigInt(untrack(price)), pixels: 1n }
    const options = { account: to.account, price: wanted, ledger: to.ledger, maxFaceValue: undefined }
    openTill(opened.chain, options).then(
      next => {
        if (over) return next.close()
        till.put(next)
        isPaid = true
      },
      thrown => {
        error = toChainError(thrown)
      },
    )
    return () => {
      over = true
      isPaid = false
      till.put(undefined)
    }
  })

  // What is offered before it is known who is paid would be worked for to its end for nothing.
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>()
  $effect(() => {
    const isKnown = standing !== 'opening' || error !== undefined
    const isWaitedFor = host().account !== undefined && price() > 0 && standing !== 'no-chain'
    if (isWaitedFor ? isPaid : isKnown) settle()
  })

  return {
    till,
    /** Resolves when it is known whether the work is paid; for a node with an account of its own, when it is. */
    settled,
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

/** Opens an account's ledger and redeems what it holds. @returns undefined where another tab has it */
async function openBooks(
  { chain, wallet }: OpenedChain,
  account: Address,
  isAutomatic: () => boolean,
  signal: AbortSignal,
): Promise<Books | undefined> {
  const name = `${chain.place.chainId}-${chain.addresses.TicketBroker}-${account}`.toLowerCase()
  const release = await lock(`millrace-ledger-${name}`, signal)
  if (release === undefined) return undefined
  try {
    const ledger = await openLedger(host().journal ?? (await browserJournal(name)))
    const redeemer = startRedeemer(chain, { ledger, signer: wallet.signer, isAutomatic })
    return {
      ...{ account, ledger, redeemer },
      close() {
        redeemer.close()
        release()
      },
    }
  } catch (thrown) {
    release()
    throw thrown
  }
}

/** Of two tabs that are paid to one account, the second would write over what the first has. */
function lock(name: string, signal: AbortSignal): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, held => {
        if (held === null || signal.aborted) return resolve(undefined)
        return new Promise<void>(release => resolve(release))
      })
      .catch(reject)
  })
}
