import type { MillraceError } from '../protocol/errors.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'

/**
 * Reads now and again at every new block, and soon after a reading that failed: the next block may be far. Readers of
 * one chain share their requests.
 * @param read e.g. `readProtocol` or `chain => readPosition(chain, account)`
 * @param onerror the reading failed, or the chain does not answer; it goes on by itself
 * @returns stops it
 */
export function follow<T>(
  chain: Chain,
  read: (chain: Chain) => Promise<T>,
  onvalue: (value: T) => void,
  onerror: (error: MillraceError) => void,
): () => void {
  let busy = false
  let late = false
  let over = false
  let retry: ReturnType<typeof setTimeout> | undefined

  async function next(): Promise<void> {
    if (busy) {
      late = true
      return
    }
    busy = true
    do {
      late = false
      clearTimeout(retry)
      try {
        const value = await read(chain)
        if (!over) onvalue(value)
      } catch (error) {
        if (over) return
        onerror(toChainError(error))
        retry = setTimeout(next, chain.client.pollingInterval)
      }
    } while (late && !over)
    busy = false
  }

  const stop = chain.head.listen({
    onblock: next,
    onerror(error) {
      // The head looks for its return, and tells of it.
      clearTimeout(retry)
      onerror(toChainError(error))
    },
  })
  return () => {
    over = true
    clearTimeout(retry)
    stop()
  }
}
