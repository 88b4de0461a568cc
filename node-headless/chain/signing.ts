import * as v from 'valibot'
import { type Address, type Hash, type Hex, isAddress, isAddressEqual, isHex } from 'viem'
import type { Host } from '../../web/pages/host.ts'
import type { ChainClient } from './accounts.ts'

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

export type PageAccount = NonNullable<Host['account']>

/**
 * Signs for the node's page with the client's account: calls of one contract, and with no more ether in all than a
 * budget. A page that was tampered with can do no more harm than that.
 * @param budget wei
 */
export function signFor(client: ChainClient, broker: Address, budget: bigint): PageAccount {
  const { address } = client.account
  let left = budget

  async function send(params: unknown): Promise<Hash> {
    const { success, output } = v.safeParse(schema, params)
    if (!success) throw new Error('This node signs plain calls only.')
    const [{ from, to, data, value, nonce, gas, maxFeePerGas, maxPriorityFeePerGas, chainId }] = output
    if (!isAddressEqual(from, address)) throw new Error(`This node signs as ${address} only.`)
    if (!isAddressEqual(to, broker)) throw new Error('This node signs calls of the TicketBroker only.')
    if (chainId !== undefined && chainId !== BigInt(client.chain.id)) {
      throw new Error(`This node signs for chain ${client.chain.id} only.`)
    }
    if (value > left) throw new Error('This node’s budget does not allow it: --budget is in ether.')
    left -= value
    try {
      return await client.sendTransaction({
        ...{ to: broker, data, value },
        ...(gas !== undefined && { gas }),
        ...(nonce !== undefined && { nonce: Number(nonce) }),
        ...(maxFeePerGas !== undefined && { maxFeePerGas }),
        ...(maxPriorityFeePerGas !== undefined && { maxPriorityFeePerGas }),
      })
    } catch (error) {
      left += value
      throw error
    }
  }

  return {
    address,
    async request({ method, params }) {
      if (method !== 'eth_sendTransaction') throw new Error(`This node does not answer ${method}.`)
      return send(params)
    },
  }
}
