import type { Client, HttpTransport } from 'viem'
import type { Address, ContractName, Place } from './types.ts'

/** A chain that is read. Pages pass it on and look at nothing but `place`. */
export type Chain = {
  place: Place
  client: Client<HttpTransport>
  addresses: Record<ContractName, Address>
}

/**
 * Looks up the contracts of a chain.
 * @throws MillraceError not-found when they are not deployed there, chain-lost when its RPC does not answer,
 * wrong-chain when it is another chain's
 */
export async function openChain(place: Place): Promise<Chain> {
  throw new Error(`${place.name}: to come`)
}
