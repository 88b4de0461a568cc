import * as v from 'valibot'
import {
  type Address,
  BaseError,
  type Hash,
  type Hex,
  InsufficientFundsError,
  IntrinsicGasTooLowError,
  isAddress,
  isAddressEqual,
  isHex,
} from 'viem'
import type { Host } from '../../web/pages/host.ts'
import type { ChainClient } from './accounts.ts'
import { createFeeLimit } from './feelimit.ts'

const address = v.custom<Address>(value => typeof value === 'string' && isAddress(value, { strict: false }))
const hex = v.custom<Hex>(value => isHex(value))
const amount = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-f]{1,64}$/i),
  v.transform(text => BigInt(text)),
)
const schema = v.strictTuple([
  v.strictObject({
    from: address,
    to: address,
    data: hex,
    value: v.optional(amount, '0x0'),
    gas: v.optional(amount),
    nonce: v.optional(amount),
    maxFeePerGas: v.optional(amount),
    maxPriorityFeePerGas: v.optional(amount),
    chainId: v.optional(amount),
    type: v.optional(v.literal('0x2')),
  }),
])

type Fees = { maxFeePerGas?: bigint | undefined; maxPriorityFeePerGas?: bigint | undefined }

export type PageAccount = NonNullable<Host['account']>

/**
 * Signs for the node's page with the client's account: calls of one contract, and with no more ether in all than a
 * budget, beside bounded fees. A page that was tampered with can do no more harm than that.
 * @param budget wei
 */
export function signFor(client: ChainClient, broker: Address, budget: bigint): PageAccount {
  const { address } = client.account
  const countFee = createFeeLimit()
  let left = budget

  async function send(params: unknown): Promise<Hash> {
    const { success, output } = v.safeParse(schema, params)
    if (!success) throw new Error('This node signs plain calls only.')
    const [{ from, to, data, value, nonce, chainId, ...chosen }] = output
    if (!isAddressEqual(from, address)) throw new Error(`This node signs as ${address} only.`)
    if (!isAddressEqual(to, broker)) throw new Error('This node signs calls of the TicketBroker only.')
    if (chainId !== undefined && chainId !== BigInt(client.chain.id)) {
      throw new Error(`This node signs for chain ${client.chain.id} only.`)
    }
    if (value > left) throw overBudget()
    const gas = chosen.gas ?? (await client.estimateGas({ account: client.account, to: broker, data, value }))
    const fees = await feesOf(chosen)
    // It may have been spent meanwhile.
    if (value > left) throw overBudget()
    countFee(gas * fees.maxFeePerGas)
    left -= value
    try {
      return await client.sendTransaction({
        ...{ to: broker, data, value, gas, ...fees },
        ...(nonce !== undefined && { nonce: Number(nonce) }),
      })
    } catch (error) {
      if (isSurelyUnsent(error)) left += value
      throw error
    }
  }

  async function feesOf({ maxFeePerGas, maxPriorityFeePerGas }: Fees) {
    if (maxFeePerGas === undefined) return client.estimateFeesPerGas()
    return { maxFeePerGas, ...(maxPriorityFeePerGas !== undefined && { maxPriorityFeePerGas }) }
  }

  return {
    address,
    async request({ method, params }) {
      if (method !== 'eth_sendTransaction') throw new Error(`This node does not answer ${method}.`)
      return send(params)
    },
  }
}

function overBudget(): Error {
  return new Error('This node’s budget does not allow it: --budget is in ether.')
}

/** Whether a node has refused it; after any other error, a timeout say, it may be on its way all the same. */
function isSurelyUnsent(error: unknown): boolean {
  const isRefusal = (link: unknown) =>
    link instanceof InsufficientFundsError || link instanceof IntrinsicGasTooLowError
  return error instanceof BaseError && error.walk(isRefusal) !== null
}
