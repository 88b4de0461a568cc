import * as v from 'valibot'
import { MillraceError } from '../protocol/errors.ts'
import { isAddress } from './address.ts'
import { KNOWN, LOCAL_CHAIN_ID } from './chains.ts'
import type { Address, Place } from './types.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const http = v.pipe(text, v.regex(/^(https?:\/\/|\.?\/)/))
const address = v.custom<Address>(value => typeof value === 'string' && isAddress(value))
const schema = v.object({
  chainId: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  name: v.optional(text),
  rpc: v.optional(http),
  addresses: v.optional(v.object({ Controller: v.optional(address) }), {}),
  explorer: v.optional(v.pipe(text, v.regex(/^https?:\/\//))),
  since: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  faucet: v.optional(v.boolean(), false),
  local: v.optional(v.boolean()),
})

/**
 * Reads the chain of this page from `chain.json` beside it.
 * @throws MillraceError not-found when there is none, or no contracts on the chain that it names; bad-message when it
 * cannot be read
 */
export async function loadPlace(): Promise<Place> {
  const response = await fetch('./chain.json').catch(cause => {
    throw new MillraceError('not-found', 'This page’s server does not answer.', {
      hint: 'Look whether it still runs, then reload.',
      cause,
    })
  })
  if (!response.ok) {
    throw new MillraceError('not-found', 'This page knows of no chain.', {
      hint: '`npm start` opens a local one; any other is named in chain.json beside the page.',
      docs: 'the-chain-of-a-page',
    })
  }
  return toPlace(await response.json().catch(() => undefined), location.href)
}

/**
 * @param page address that a relative RPC is seen from
 * @throws MillraceError as `loadPlace`
 */
export function toPlace(found: unknown, page: string): Place {
  const { success, output, issues } = v.safeParse(schema, found)
  if (!success) {
    const [{ message }] = issues
    const path = v.getDotPath(issues[0])
    throw new MillraceError('bad-message', `chain.json is not as it should be${path ? ` at ${path}` : ''}.`, {
      hint: message,
      docs: 'the-chain-of-a-page',
    })
  }
  const { chainId, addresses, since, faucet } = output
  const known = KNOWN.find(({ id }) => id === chainId)
  const name = output.name ?? known?.name ?? `Chain ${chainId}`
  const rpc = output.rpc ?? known?.rpcUrls.default.http[0]
  const explorer = output.explorer ?? known?.blockExplorers?.default.url
  if (rpc === undefined) {
    throw new MillraceError('bad-message', `chain.json names no RPC for ${name}.`, {
      hint: 'Add the address of a node of that chain as `rpc`.',
      docs: 'the-chain-of-a-page',
    })
  }
  if (addresses.Controller === undefined) {
    throw new MillraceError('not-found', `Millrace is not deployed on ${name} yet.`, {
      hint: '`npm start` opens a local chain on which everything can be tried.',
      docs: 'the-chain-of-a-page',
    })
  }
  return {
    chainId,
    name,
    rpc: new URL(rpc, page).href,
    controller: addresses.Controller,
    explorer: explorer?.replace(/\/$/, ''),
    since,
    faucet,
    local: output.local ?? chainId === LOCAL_CHAIN_ID,
  }
}
