import { encodeFunctionData } from 'viem'
import {
  call,
  estimateFeesPerGas,
  estimateGas,
  getBlockNumber,
  getGasPrice,
  getTransaction,
  getTransactionCount,
  getTransactionReceipt,
  sendTransaction,
} from 'viem/actions'
import type { Redemption, Winner } from '../payments/types.ts'
import { ask } from './calls.ts'
import { ticketBrokerAbi } from './contracts.gen.ts'
import { revertName } from './errors.ts'
import type { Chain } from './open.ts'
import { whatBecameOf } from './outcome.ts'
import type { Address, Hash } from './types.ts'
import type { Signer } from './wallet.ts'

/** When winners can be redeemed. Blocks are those that the contracts count. */
export type Times = {
  block: number
  round: number
  /** Nothing can be redeemed before somebody has begun the round. */
  begun: boolean
  /** Blocks of the round that are left, and of a whole one. */
  left: number
  roundLength: number
  /** Rounds for which a ticket is good, its own among them. */
  validity: number
  /** Wei per gas. */
  gasPrice: bigint
}

export async function readTimes(chain: Chain): Promise<Times> {
  const [block, round, begun, start, length, validity, gasPrice] = await Promise.all([
    ask(chain, 'RoundsManager', 'blockNum', []),
    ask(chain, 'RoundsManager', 'currentRound', []),
    ask(chain, 'RoundsManager', 'currentRoundInitialized', []),
    ask(chain, 'RoundsManager', 'currentRoundStartBlock', []),
    ask(chain, 'RoundsManager', 'roundLength', []),
    ask(chain, 'TicketBroker', 'ticketValidityPeriod', []),
    getGasPrice(chain.client),
  ] as const)
  return {
    ...{ block: Number(block), round: Number(round), begun, left: Number(start + length - block) },
    ...{ roundLength: Number(length), validity: Number(validity), gasPrice },
  }
}

/** Whether a ticket was paid, whoever redeemed it. */
export function isUsed(chain: Chain, id: Hash): Promise<boolean> {
  return ask(chain, 'TicketBroker', 'usedTickets', [id])
}

/** The contract's error for which a winner cannot be redeemed as things are; undefined when it can. */
export async function faultOf(chain: Chain, winner: Winner): Promise<string | undefined> {
  const { client, addresses } = chain
  try {
    await call(client, { account: winner.recipient, to: addresses.TicketBroker, data: encodeOne(winner) })
    return undefined
  } catch (thrown) {
    const name = revertName(thrown)
    if (name === undefined) throw thrown
    return name
  }
}

/** Gas of redeeming some winners in one transaction. */
export function redeemGas({ client, addresses }: Chain, account: Address, winners: readonly Winner[]) {
  const data = encode(winners)
  // As of the newest block: in the next one an earlier attempt may have used the tickets.
  return estimateGas(client, { account, to: addresses.TicketBroker, data, blockTag: 'latest' })
}

/** A transaction to be: its nonce and what it pays at most. @param gas that it is thought to use */
export async function nextRedemption(
  { client }: Chain,
  account: Address,
  winners: readonly Winner[],
  gas: bigint,
) {
  const [nonce, block, fees] = await Promise.all([
    getTransactionCount(client, { address: account, blockTag: 'pending' }),
    getBlockNumber(client, { cacheTime: 0 }),
    estimateFeesPerGas(client),
  ])
  const ids = winners.map(({ id }) => id)
  const gasPrice = fees.maxFeePerGas
  return {
    nonce,
    hash: undefined,
    block: Number(block),
    gas: (gas * 5n) / 4n,
    gasPrice,
    at: Date.now(),
    winners: ids,
  } satisfies Redemption
}

/**
 * Signs and sends a redemption.
 * @param isOurs whether its nonce and price are ours to choose; a person's wallet chooses by itself
 * @returns the redemption as it was sent
 */
export async function sendRedemption(
  { client, addresses }: Chain,
  signer: Signer,
  redemption: Redemption,
  winners: readonly Winner[],
  isOurs: boolean,
): Promise<Redemption> {
  const { nonce, gas, gasPrice } = redemption
  const chosen = { nonce, maxFeePerGas: gasPrice, maxPriorityFeePerGas: await tip(client, gasPrice) }
  const hash = await sendTransaction(signer, {
    chain: client.chain,
    to: addresses.TicketBroker,
    data: encode(winners),
    gas,
    ...(isOurs && chosen),
  })
  const known = await getTransaction(client, { hash }).catch(() => undefined)
  return { ...redemption, hash, nonce: known?.nonce ?? nonce }
}

/** As much more than usual as the whole: a replacement must offer more of both. */
async function tip(client: Chain['client'], gasPrice: bigint): Promise<bigint> {
  const { maxFeePerGas, maxPriorityFeePerGas } = await estimateFeesPerGas(client)
  const scaled = (maxPriorityFeePerGas * gasPrice) / maxFeePerGas
  return scaled < gasPrice ? scaled : gasPrice
}

/** What became of a redemption; `hash` is of the transaction that took its place, if its price was raised. */
export type Outcome =
  | { state: 'waiting' }
  /** `fee`: all that it cost, wei. */
  | { state: 'mined'; hash: Hash; fee: bigint }
  /** The chain does not know it any more, or another transaction has its nonce. */
  | { state: 'gone' }

export async function outcomeOf(
  chain: Chain,
  account: Address,
  redemption: Redemption,
  winners: readonly Winner[],
): Promise<Outcome> {
  const { hash, nonce, block, at } = redemption
  const { client, addresses } = chain
  const after = await whatBecameOf(chain, {
    ...{
      id: '',
      owner: '',
      title: '',
      account,
      to: addresses.TicketBroker,
      data: encode(winners),
      value: 0n,
    },
    ...{ hash, nonce, block, at, state: hash === undefined ? 'asked' : 'sent' },
  })
  if ((after.state === 'confirmed' || after.state === 'failed') && after.hash !== undefined) {
    const { gasUsed, effectiveGasPrice } = await getTransactionReceipt(client, { hash: after.hash })
    return { state: 'mined', hash: after.hash, fee: gasUsed * effectiveGasPrice }
  }
  return { state: after.state === 'asked' || after.state === 'sent' ? 'waiting' : 'gone' }
}

/** A transaction that the chain has undone and will do again; undefined when it has forgotten it. */
export async function findPending({ client }: Chain, hash: Hash) {
  const [found, block] = await Promise.all([
    getTransaction(client, { hash }).catch(() => undefined),
    getBlockNumber(client, { cacheTime: 0 }),
  ])
  if (found === undefined) return undefined
  const { nonce, gas, maxFeePerGas, gasPrice } = found
  return { nonce, gas, gasPrice: maxFeePerGas ?? gasPrice ?? 0n, block: Number(block) }
}

function encode(winners: readonly Winner[]): Hash {
  const [only] = winners
  if (only !== undefined && winners.length === 1) return encodeOne(only)
  return encodeFunctionData({
    abi: ticketBrokerAbi,
    functionName: 'batchRedeemWinningTickets',
    args: [
      winners.map(ticketOf),
      winners.map(({ signature }) => signature),
      winners.map(({ recipientRand }) => recipientRand),
    ],
  })
}

function encodeOne(winner: Winner): Hash {
  return encodeFunctionData({
    abi: ticketBrokerAbi,
    functionName: 'redeemWinningTicket',
    args: [ticketOf(winner), winner.signature, winner.recipientRand],
  })
}

function ticketOf(winner: Winner) {
  const { recipient, sender, faceValue, winProb, senderNonce, recipientRandHash, auxData } = winner
  const nonce = BigInt(senderNonce)
  return { recipient, sender, faceValue, winProb, senderNonce: nonce, recipientRandHash, auxData }
}
