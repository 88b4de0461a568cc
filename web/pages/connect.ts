import { startNetwork } from '../network/node.ts'
import { every } from '../network/ticker.ts'
import type { Network } from '../network/types.ts'
import { type MillraceError, toError } from '../protocol/errors.ts'
import { host } from './host.ts'
import { rtcConfiguration } from './ice.ts'
import { listedRelays } from './relays.ts'

/** The headless node hears from the page at least so often. */
const BEAT_MS = 1000

/**
 * Starts the page's one network node and tells the headless node around the page, if there is one, how it goes.
 * @param named relays out of the address; without any, those that the server lists in `relays.json` beside the page
 * @throws MillraceError relay-lost when no relay is named anywhere
 */
export async function connect(named: string[]): Promise<Network> {
  try {
    const relays = named.length > 0 ? named : await listedRelays()
    const network = await startNetwork({ relays, identity: identity(), rtcConfiguration })
    const tell = () => host().report?.({ kind: 'relays', relays: network.relays() })
    host().report?.({ kind: 'ready', peer: network.peer })
    network.onchange(tell)
    tell()
    // A page with nothing to do has no other news, and one without news is taken for hung.
    if (host().report !== undefined) every(BEAT_MS, tell)
    return network
  } catch (thrown) {
    const error = toError(thrown)
    reportError(error)
    throw error
  }
}

/** Tells the headless node what went wrong; the page shows it by itself. */
export function reportError({ code, message }: MillraceError): void {
  host().report?.({ kind: 'error', code, message })
}

function identity(): Uint8Array | undefined {
  const text = host().identity
  return text === undefined ? undefined : Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
}
