import type { MillraceError } from '../protocol/errors.ts'

/** What a wallet, an RPC or a contract threw, in plain words with the next step. */
export function toChainError(_thrown: unknown): MillraceError {
  throw new Error('to come')
}
