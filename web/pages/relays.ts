import { MillraceError } from '../protocol/errors.ts'
import { isRelayAddress } from './query.ts'

/**
 * The relays that the server lists in `relays.json` beside the page.
 * @throws MillraceError relay-lost when it lists none
 */
export async function listedRelays(): Promise<string[]> {
  const response = await fetch('./relays.json').catch(() => undefined)
  const list: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined
  const relays = Array.isArray(list) ? list.filter(isRelayAddress) : []
  if (relays.length > 0) return relays
  throw new MillraceError('relay-lost', 'This page knows no relay to meet others at.', {
    hint: 'Add one to the address, as in “?relay=/dns4/relay.example/tcp/443/wss/p2p/…”, or start one with “npm start”.',
    docs: 'no-relay-answers',
  })
}
