import type { Block, Transaction as ViemTransaction } from 'viem'
import {
  getBlock,
  getBlockNumber,
  getTransaction,
  getTransactionCount,
  getTransactionReceipt,
} from 'viem/actions'
import { same } from './address.ts'
import type { Chain, ChainClient } from './open.ts'
import type { StoredTransaction } from './store.ts'
import type { Address } from './types.ts'

/** A transaction that no node knows for so long is gone, ms. A wallet may take its time to send what it was asked. */
const PATIENCE_MS = 2 * 60_000
const WALLET_PATIENCE_MS = 15 * 60_000

export function ownerOf({ place }: Chain, account: Address): string {
  return `${place.chainId}:${place.controller}:${account}`.toLowerCase()
}

export function isOver({ state }: Pick<StoredTransaction, 'state'>): boolean {
  return state !== 'asked' && state !== 'sent'
}

/**
 * Looks what became of a transaction that is on its way: mined, replaced by another with its nonce, or unknown to the
 * chain. @returns the same object when nothing did
 */
export async function whatBecameOf({ client }: Chain, before: StoredTransaction): Promise<StoredTransaction> {
  const { hash, account, nonce } = before
  const receipt = hash && (await orNothing(getTransactionReceipt(client, { hash })))
  if (receipt) return { ...before, state: receipt.status === 'success' ? 'confirmed' : 'failed' }

  const used = await getTransactionCount(client, { address: account })
  if (used > nonce) return follower(client, before)

  const age = Date.now() - before.at
  if (hash === undefined) return age > WALLET_PATIENCE_MS ? { ...before, state: 'dropped' } : before
  const known = await orNothing(getTransaction(client, { hash }))
  return known || age < PATIENCE_MS ? before : { ...before, state: 'dropped' }
}

/** The nonce is used: by the transaction itself, by the same at another price, or by something else. */
async function follower(client: ChainClient, before: StoredTransaction): Promise<StoredTransaction> {
  const mined = await findMined(client, before)
  if (mined === undefined) return before.hash ? before : { ...before, state: 'dropped' }
  const { hash, to, input } = mined
  if (!same(to ?? undefined, before.to) || input !== before.data) {
    return { ...before, state: before.hash ? 'replaced' : 'dropped' }
  }
  const receipt = await getTransactionReceipt(client, { hash })
  return { ...before, hash, state: receipt.status === 'success' ? 'confirmed' : 'failed' }
}

/** The transaction that used a nonce, in the first block after which the nonce is used. */
async function findMined(
  client: ChainClient,
  { account, nonce, block }: StoredTransaction,
): Promise<ViemTransaction | undefined> {
  let [low, high] = [BigInt(block), await getBlockNumber(client, { cacheTime: 0 })]
  while (low < high) {
    const middle = (low + high) / 2n
    const used = await getTransactionCount(client, { address: account, blockNumber: middle })
    if (used > nonce) high = middle
    else low = middle + 1n
  }
  const found = (await getBlock(client, { blockNumber: high, includeTransactions: true })) as Block<
    bigint,
    true
  >
  return found.transactions.find(each => same(each.from, account) && each.nonce === nonce) as
    | ViemTransaction
    | undefined
}

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (/NotFoundError$/.test((error as Error).name)) return undefined
    throw error
  }
}
