import { createConnector } from '@wagmi/core'
import { type Client, createClient, custom, http, SwitchChainError } from 'viem'
import type { NodeAccount, Place } from './types.ts'

export const NODE_ACCOUNT = 'millrace.node'
/** What needs the node's key; all else is asked of the chain's own RPC. */
const SIGNED = 'eth_sendTransaction'

/** The account of the headless node around this page. Its key stays with the node, which looks at all that it signs. */
export function nodeAccount({ chainId, rpc }: Place, { address, request }: NodeAccount) {
  return createConnector(({ chains, emitter }) => ({
    id: NODE_ACCOUNT,
    name: 'This node',
    type: 'node',
    async connect() {
      return { accounts: [address] as never, chainId }
    },
    async disconnect() {},
    getAccounts: async () => [address],
    getChainId: async () => chainId,
    getProvider: async () => ({}),
    async getClient(): Promise<Client> {
      const chain = chains[0]
      const reading = http(rpc)({ chain })
      const transport = custom(
        { request: call => (call.method === SIGNED ? request(plain(call)) : reading.request(call as never)) },
        // What was asked for may have been sent, whatever the answer: it is never asked for twice.
        { retryCount: 0 },
      )
      return createClient({ account: address, chain, transport })
    },
    isAuthorized: async () => true,
    async switchChain() {
      throw new SwitchChainError(new Error('The node’s account is of this chain only.'))
    },
    onAccountsChanged() {},
    onChainChanged() {},
    onDisconnect: () => emitter.emit('disconnect'),
  }))
}

/** As it would be sent over a wire: without members that are undefined. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}
