import type { Addresses } from '../../contracts/deploy/steps.ts'

/** What pages learn of the chain from `chain.json` beside them. */
export type Place = {
  chainId: number
  name: string
  rpc: string
  /** Block before the first contract: history begins there. */
  since: number
  addresses: Addresses
  local: boolean
  /** Whether `POST /faucet` gives test tokens. */
  faucet: boolean
}
