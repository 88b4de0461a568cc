import type { MillraceError } from '../protocol/errors.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'

/**
 * Reads now and again at every new block. Readers of one chain share their requests.
 * @param read e.g. `readProtocol` or `chain => readPosition(chain, account)`
 * @param onerror the reading failed; it goes on at the next block
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

  async function next(): Promise<void> {
    if (busy) {
      late = true
      return
    }
    busy = true
    do {
      late = false
      try {
        const value = await read(chain)
        if (!over) onvalue(value)
      } catch (error) {
        if (!over) onerror(toChainError(error))
      }
    } while (late && !over)
    busy = false
  }

  const stop = chain.head.listen({ onblock: next, onerror: error => onerror(toChainError(error)) })
  return () => {
    over = true
    stop()
  }
}
