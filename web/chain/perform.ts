import {
  call,
  getBlockNumber,
  getTransaction,
  getTransactionCount,
  getTransactionReceipt,
  sendTransaction,
} from 'viem/actions'
import { MillraceError } from '../protocol/errors.ts'
import { revert, toChainError } from './errors.ts'
import { readFacts } from './facts.ts'
import { askFaucet } from './faucet.ts'
import { follow } from './follow.ts'
import { gasOf } from './gas.ts'
import type { Chain } from './open.ts'
import { isOver, ownerOf, whatBecameOf } from './outcome.ts'
import { type Call, plan } from './plan.ts'
import type { StoredTransaction } from './store.ts'
import { keepTransaction } from './transactions.ts'
import type { Action, Hash, Progress } from './types.ts'
import type { Signer } from './wallet.ts'

/** A chain that has been silent for so long while we wait is given up; the transaction is followed on elsewhere. */
const SILENCE_MS = 60_000

/**
 * Does an action: one transaction after another, each confirmed before the next is signed. What was done already is
 * not done again, so that an action that failed half-way can be performed again.
 * @throws MillraceError what the last progress said: rejected, reverted, too-little, chain-lost ...
 */
export async function perform(
  chain: Chain,
  signer: Signer,
  action: Action,
  onprogress: (progress: Progress) => void,
): Promise<void> {
  const account = signer.account.address
  if (action.kind === 'faucet') return askFaucet(chain, account)
  const calls = plan(action, await readFacts(chain, account, action))
  for (const [step, each] of calls.entries()) {
    let hash: Hash | undefined
    const at = { step, title: each.title }
    try {
      const gas = await gasOf(chain, account, each)
      onprogress({ ...at, state: 'sign' })
      const sent = await send(chain, signer, each, gas)
      hash = sent.hash
      onprogress({ ...at, state: 'sent', hash })
      const over = await untilOver(chain, sent)
      hash = over.hash ?? hash
      chain.head.renew()
      if (over.state !== 'confirmed') throw await faultOf(chain, over, each)
      onprogress({ ...at, state: 'confirmed', hash })
    } catch (thrown) {
      const error = toChainError(thrown)
      onprogress({ ...at, state: 'failed', hash, error })
      throw error
    }
  }
}

/** Asks the wallet, and keeps that it was asked before it is, so that nothing is lost if the page goes. */
async function send(chain: Chain, signer: Signer, { to, data, title, value }: Call, gas: bigint) {
  const { client, addresses } = chain
  const account = signer.account.address
  const [nonce, block] = await Promise.all([
    getTransactionCount(client, { address: account, blockTag: 'pending' }),
    getBlockNumber(client, { cacheTime: 0 }),
  ])
  const asked: StoredTransaction = {
    id: crypto.randomUUID(),
    owner: ownerOf(chain, account),
    account,
    title,
    at: Date.now(),
    hash: undefined,
    state: 'asked',
    to: addresses[to],
    data,
    nonce,
    block: Number(block),
  }
  await keepTransaction(asked)
  try {
    const hash = await sendTransaction(signer, { chain: client.chain, to: addresses[to], data, value, gas })
    // The wallet may have chosen another nonce, behind something of its own.
    const known = await getTransaction(client, { hash }).catch(() => undefined)
    const sent = { ...asked, hash, state: 'sent' as const, nonce: known?.nonce ?? nonce }
    await keepTransaction(sent)
    return sent
  } catch (thrown) {
    const error = toChainError(thrown)
    // Whether anything was sent is only sure when the wallet says so; else its nonce will tell.
    if (error.code !== 'chain-lost') await keepTransaction({ ...asked, state: 'rejected' })
    throw error
  }
}

function untilOver(chain: Chain, sent: StoredTransaction): Promise<StoredTransaction> {
  let now = sent
  let heard = Date.now()
  const { promise, resolve, reject } = Promise.withResolvers<StoredTransaction>()
  const stop = follow(
    chain,
    () => whatBecameOf(chain, now),
    after => {
      heard = Date.now()
      now = after
      if (isOver(after)) resolve(after)
    },
    error => {
      if (error.code !== 'chain-lost' || Date.now() - heard > SILENCE_MS) reject(error)
    },
  )
  return promise
    .then(async over => {
      await keepTransaction(over)
      return over
    })
    .finally(stop)
}

/** Why a transaction that was sent did not do what it should. */
async function faultOf(
  { client }: Chain,
  { state, hash, account, to, data }: StoredTransaction,
  { value }: Call,
): Promise<MillraceError> {
  if (state === 'replaced') {
    return new MillraceError('ended', 'The wallet sent something else in its place.', {
      hint: 'Do it again if you still want it.',
      docs: 'wallets-and-the-chain',
    })
  }
  if (state === 'dropped' || hash === undefined) {
    return new MillraceError('not-found', 'The chain has dropped the transaction.', {
      hint: 'Nothing was done. Try again; the wallet may offer a higher fee.',
      docs: 'wallets-and-the-chain',
    })
  }
  const { blockNumber } = await getTransactionReceipt(client, { hash })
  return call(client, { account, to, data, value, blockNumber }).then(
    () => revert(''),
    error => toChainError(error),
  )
}
