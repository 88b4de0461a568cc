import { type Chain, createClient, defineChain, http, publicActions, walletActions } from 'viem'
import { type Account, mnemonicToAccount } from 'viem/accounts'
import { createNonceManager, jsonRpc } from 'viem/nonce'

/** The words that anvil funds its accounts from; everybody knows them. */
const WORDS = 'test test test test test test test test test test test junk'

/** Accounts of every local chain, by number. The ones between are for whoever tries things out. */
export const LOCAL_ACCOUNTS = { treasury: 0, keeper: 1, gateway: 8, orchestrator: 9 } as const

/** Blocks and receipts of a local chain are asked for so often, ms. */
const POLLING_MS = 250

/** An account of every local chain, by its number; it may send several transactions at the same time. */
export function localAccount(addressIndex: number): Account {
  // Each has a memory of its own: chains with the same id come and go in one process.
  const nonceManager = createNonceManager({ source: jsonRpc() })
  return { ...mnemonicToAccount(WORDS, { addressIndex }), nonceManager }
}

/** A chain that only its id and address are known of. */
export function chainAt(id: number, rpc: string): Chain {
  return defineChain({
    id,
    name: `Chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  })
}

/** Reads and writes a chain as an account. */
export function clientOf(chain: Chain, account: Account) {
  return createClient({ chain, account, transport: http(), pollingInterval: POLLING_MS })
    .extend(publicActions)
    .extend(walletActions)
}

export type ChainClient = ReturnType<typeof clientOf>
