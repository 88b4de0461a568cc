import '../ui/base.css'
import { startDialer } from '../network/dialer.ts'
import { toError } from '../protocol/errors.ts'
import { parseWatchLink } from '../protocol/sharelink.ts'
import { rtcConfiguration } from './ice.ts'
import { watchParams } from './params.ts'
import { listedRelays } from './relays.ts'
import { openTheatre } from './watch/theatre.ts'

/** What asks for a link is loaded only where it is needed. */
async function ask(thrown: unknown): Promise<void> {
  const { openDoor } = await import('./watch/door.ts')
  openDoor(thrown === undefined ? undefined : toError(thrown))
}

async function watch(): Promise<void> {
  const { relays } = parseWatchLink(location.hash)
  const network = await startDialer(relays.length > 0 ? relays : await listedRelays())
  globalThis.millracePage = { stop: () => network.close() }
  openTheatre(location.href, network, await rtcConfiguration, watchParams(location.search))
}

if (location.hash.length > 1) void watch().catch(ask)
else void ask(undefined)

addEventListener('hashchange', () => location.reload())
