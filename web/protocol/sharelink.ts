import { MillraceError } from './errors.ts'
import { MAX_ADDRESS_LENGTH, MAX_ID_LENGTH } from './limits.ts'

/** What a watch link names: a gateway's peer id, one of its streams, and relays at which it is found. */
export type WatchTarget = { peer: string; stream: string; relays: string[] }

/** Relays a link may name; more make no link better and a longer QR code. */
const MAX_RELAYS = 4
const NAME = /^[A-Za-z0-9_-]+$/

/**
 * The link that opens a stream: `watch.html#<peer>/<stream>?relay=<multiaddr>&relay=...`.
 * All of it stands behind the `#`, so no server sees who watches what.
 */
export function formatWatchLink(page: string, { peer, stream, relays }: WatchTarget): string {
  const query = new URLSearchParams(relays.slice(0, MAX_RELAYS).map(relay => ['relay', relay]))
  return `${page}#${peer}/${stream}?${query}`
}

/**
 * Reads a watch link, or its part behind the `#`.
 * @throws MillraceError bad-input when it names no stream
 */
export function parseWatchLink(link: string): WatchTarget {
  const hash = link.slice(link.indexOf('#') + 1)
  const [path = '', query = ''] = hash.split('?', 2)
  const [peer = '', stream = '', ...rest] = path.split('/')
  const valid = [peer, stream].every(name => name.length <= MAX_ID_LENGTH && NAME.test(name))
  if (!valid || rest.length > 0) {
    throw new MillraceError('bad-input', 'This link names no stream.', {
      hint: 'Ask the streamer for the whole link, with everything behind the # sign.',
      docs: 'watch',
    })
  }
  const relays = new URLSearchParams(query)
    .getAll('relay')
    .filter(address => address.length <= MAX_ADDRESS_LENGTH)
  return { peer, stream, relays: relays.slice(0, MAX_RELAYS) }
}
