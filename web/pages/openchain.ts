import { toChainError } from '../chain/errors.ts'
import { type Chain, openChain } from '../chain/open.ts'
import { loadPlace } from '../chain/place.ts'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import type { MillraceError } from '../protocol/errors.ts'
import { host } from './host.ts'

/** From one attempt to open the chain to the next. */
const RETRY_MS = 3000

export type OpenedChain = { chain: Chain; wallet: Wallet }

/**
 * Opens the chain that the page's server names, and finds this browser's wallets.
 * @param onerror an attempt failed: why. Returns whether there is another one
 * @returns closes them
 */
export function keepOpening(
  onopen: (opened: OpenedChain) => void,
  onerror: (error: MillraceError) => boolean,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wallet: Wallet | undefined
  let over = false
  async function open() {
    try {
      const chain = await openChain(await loadPlace())
      if (over) return
      wallet = openWallet(chain.place, host().account)
      onopen({ chain, wallet })
    } catch (thrown) {
      if (!over && onerror(toChainError(thrown))) timer = setTimeout(open, RETRY_MS)
    }
  }
  void open()
  return () => {
    over = true
    clearTimeout(timer)
    wallet?.close()
  }
}
