import { type Chain, defineChain } from 'viem'
import { arbitrum, arbitrumSepolia } from 'viem/chains'
import type { Place } from './types.ts'

export const LOCAL_CHAIN_ID = 31_337

const local = defineChain({
  id: LOCAL_CHAIN_ID,
  name: 'Local chain',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: ['http://127.0.0.1:7620'] } },
})

/** Chains of which name, RPC and explorer are known. */
export const KNOWN: readonly Chain[] = [local, arbitrumSepolia, arbitrum]

/** A place as viem and wallets want it. Where Multicall3 is known to be, many reads become one. */
export function toViem({ chainId, name, rpc, explorer }: Place): Chain {
  const known = KNOWN.find(({ id }) => id === chainId)
  return defineChain({
    id: chainId,
    name,
    nativeCurrency: local.nativeCurrency,
    rpcUrls: { default: { http: [rpc] } },
    ...(explorer && { blockExplorers: { default: { name: 'Explorer', url: explorer } } }),
    ...(known?.contracts && { contracts: known.contracts }),
  })
}
