import { follow } from './follow.ts'
import type { Chain } from './open.ts'
import { isOver, ownerOf, whatBecameOf } from './outcome.ts'
import { type StoredTransaction, store } from './store.ts'
import type { Address, Transaction } from './types.ts'

const listeners = new Set<() => void>()

/**
 * Transactions that an account was asked to sign in this browser, the newest first; followed to their ends.
 * @returns stops it
 */
export function followTransactions(
  chain: Chain,
  account: Address,
  onchange: (transactions: Transaction[]) => void,
): () => void {
  let over = false
  let told = ''

  function tell(list: StoredTransaction[]) {
    const text = JSON.stringify(list)
    if (over || text === told) return
    told = text
    onchange(list)
  }

  const reread = () => read(chain, account).then(tell, () => {})
  // While the chain does not answer, what is known of them stays: the page says elsewhere that it does not.
  const stop = follow(chain, () => advance(chain, account), tell, reread)
  listeners.add(reread)
  void reread()
  return () => {
    over = true
    listeners.delete(reread)
    stop()
  }
}

/** Forgets a transaction that has come to its end. */
export async function forgetTransaction(id: string): Promise<void> {
  await (await store()).delete('transactions', id)
  for (const tell of listeners) tell()
}

/** Keeps a transaction, and what is new about it. */
export async function keepTransaction(transaction: StoredTransaction): Promise<void> {
  await (await store()).put('transactions', transaction)
  for (const tell of listeners) tell()
}

async function read(chain: Chain, account: Address): Promise<StoredTransaction[]> {
  const all = await (await store()).getAllFromIndex('transactions', 'owner', ownerOf(chain, account))
  return all.sort((one, other) => other.at - one.at)
}

async function advance(chain: Chain, account: Address): Promise<StoredTransaction[]> {
  const all = await read(chain, account)
  return Promise.all(
    all.map(async before => {
      if (isOver(before)) return before
      const after = await whatBecameOf(chain, before)
      if (after !== before) await (await store()).put('transactions', after)
      return after
    }),
  )
}
