import type { Account, WalletClient } from 'viem'
import type { Place, WalletState } from './types.ts'

/** Signs as the connected account. Pages pass it on. */
export type Signer = WalletClient & { account: Account }

export type Wallet = {
  state(): WalletState
  /** Called with the state now and whenever it changes. @returns stops it */
  watch(onstate: (state: WalletState) => void): () => void
  /** Asks a wallet for its account. @throws MillraceError rejected, no-wallet, timeout ... */
  connect(choice: string): Promise<void>
  disconnect(): Promise<void>
  /** Asks the wallet to go to the page's chain, and adds the chain to it if need be. */
  switchChain(): Promise<void>
  /** @throws MillraceError no-wallet when none is connected, wrong-chain */
  signer(): Promise<Signer>
  close(): void
}

/** Finds the wallets of this browser, and takes up the one that was connected before. Never prompts by itself. */
export function openWallet(_place: Place): Wallet {
  throw new Error('to come')
}
