import * as v from 'valibot'
import { MillraceError } from '../protocol/errors.ts'
import type { Chain } from './open.ts'
import type { Address } from './types.ts'

const refusal = v.object({ error: v.pipe(v.string(), v.maxLength(256)) })

/**
 * Asks the page's server for test tokens and ether of a local chain. Resolves when they are there.
 * @throws MillraceError too-fast, bad-input; not-found where there is no faucet
 */
export async function askFaucet({ head }: Chain, address: Address): Promise<void> {
  const response = await fetch('./faucet', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ address }),
  }).catch(cause => {
    throw new MillraceError('not-found', 'The faucet does not answer.', {
      hint: 'Look whether the page’s server still runs.',
      docs: 'wallets-and-the-chain',
      cause,
    })
  })
  if (response.ok) return head.renew()
  const reason = await reasonOf(response)
  if (response.status === 429) {
    throw new MillraceError('too-fast', reason ?? 'The faucet gives now and then only.', {
      hint: 'Wait a minute, then ask again.',
      docs: 'wallets-and-the-chain',
    })
  }
  const code = response.status === 400 ? 'bad-input' : 'not-found'
  throw new MillraceError(code, reason ?? 'There is no faucet here.', {
    hint: 'Test tokens are given on local chains only.',
    docs: 'wallets-and-the-chain',
  })
}

/** What the server says against it, as `{ "error": "…" }`. */
async function reasonOf(response: Response): Promise<string | undefined> {
  const answer: unknown = await response.json().catch(() => undefined)
  const { success, output } = v.safeParse(refusal, answer)
  return success ? output.error : undefined
}
