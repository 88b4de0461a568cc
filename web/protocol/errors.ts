import type { Section } from './help.ts'

export type Details = {
  /** What the person who reads this can do next. */
  hint?: string
  /** Section of the guide that says more. */
  docs?: Section
  cause?: unknown
}

/** The one error type of Millrace. `code` is stable and part of the wire; `message` is for people. */
export class MillraceError extends Error {
  readonly code: Code
  readonly hint: string | undefined
  readonly docs: Section | undefined

  constructor(code: Code, message: string, { hint, docs, cause }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'MillraceError'
    this.code = code
    this.hint = hint
    this.docs = docs
  }
}

/** Why something was refused, ended or failed. The same words on the wire, in logs and on the pages. */
export const CODES = [
  'bad-message', // malformed, out of bounds or out of order
  'too-fast', // more messages or bytes than the limits allow
  'too-large',
  'busy', // no free capacity
  'paused', // takes no new work
  'unsupported', // codec, size or feature that this side lacks
  'not-found', // no such stream or job
  'no-permission', // a device or a file that the browser does not hand out
  'no-orchestrator',
  'peer-lost', // heartbeats missed or connection closed
  'too-slow', // work falls behind real time
  'link-failed', // no media path between two peers
  'relay-lost',
  'bad-input', // a file or device whose content cannot be used
  'rejected', // a wallet's owner said no
  'no-wallet', // none is connected, or the one that was is gone
  'wrong-chain', // a wallet or an RPC is on another chain than the page
  'reverted', // a contract refused a call
  'too-little', // ether, tokens or an allowance
  'chain-lost', // no answer from the chain's RPC in time
  'unpaid', // no credit for the work that is asked for
  'too-dear', // costs more than the payer allows
  'too-risky', // the sender's funds do not cover the tickets
  'no-funds', // the session is empty, over or being withdrawn
  'pay-refused', // good tickets were not taken
  'bad-ticket', // wrong recipient, number or signature
  'ticket-used', // a nonce came twice, or there were too many
  'expired', // a quote or a ticket that is not good any more
  'bad-model', // an AI model that cannot be had, is not what it should be, or cannot run
  'cheated', // what came back is not what was sent
  'ended', // an orderly end
  'internal',
] as const

export type Code = (typeof CODES)[number]

/** Any thrown value as a MillraceError: unknown ones become `internal`, with the cause kept. */
export function toError(thrown: unknown): MillraceError {
  if (thrown instanceof MillraceError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new MillraceError('internal', message, { cause: thrown })
}

/** A code read from a peer's message; anything unknown reads as `internal`. */
export function toCode(text: string): Code {
  return CODES.find(code => code === text) ?? 'internal'
}
