import '../ui/base.css'
import { startDialer } from '../network/dialer.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import { parseWatchLink } from '../protocol/sharelink.ts'
import { canConnect } from '../viewer/fallback.ts'
import { rtcConfiguration } from './ice.ts'
import { watchParams } from './params.ts'
import { listedRelays } from './relays.ts'
import { openTheatre } from './watch/theatre.ts'

/** What asks for a link is loaded only where it is needed. */
async function ask(thrown: unknown): Promise<void> {
  const { openDoor } = await import('./watch/door.ts')
  openDoor(thrown === undefined ? undefined : toError(thrown))
}

function nowhere(cause: unknown): never {
  throw new MillraceError('bad-input', 'This link does not say where the streamer is to be found.', {
    hint: 'It may have been cut off: ask the streamer for the whole link.',
    docs: 'watch-links',
    cause,
  })
}

async function watch(): Promise<void> {
  const { relays, hls } = parseWatchLink(location.hash)
  const params = watchParams(location.search)
  const direct = hls === undefined || (!params.hls && canConnect())
  const network = direct
    ? await startDialer(relays.length > 0 ? relays : await listedRelays().catch(nowhere))
    : undefined
  globalThis.millracePage = { stop: async () => network?.close() }
  openTheatre(location.href, network, await rtcConfiguration, params)
}

if (location.hash.length > 1) void watch().catch(ask)
else void ask(undefined)

addEventListener('hashchange', () => location.reload())
