import type { MillraceError } from '../protocol/errors.ts'
import type { Chain } from './open.ts'

/**
 * Reads now and again at every new block. Readers of one chain share their requests.
 * @param read e.g. `readProtocol` or `chain => readPosition(chain, account)`
 * @param onerror the reading failed; it goes on at the next block
 * @returns stops it
 */
export function follow<T>(
  _chain: Chain,
  _read: (chain: Chain) => Promise<T>,
  _onvalue: (value: T) => void,
  _onerror: (error: MillraceError) => void,
): () => void {
  throw new Error('to come')
}
