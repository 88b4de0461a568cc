import { MillraceError } from './errors.ts'
import { MAX_ADDRESS_LENGTH, MAX_ID_LENGTH } from './limits.ts'

/** What a watch link names: a gateway's peer id, one of its streams, relays at which it is found, its HLS address. */
export type WatchTarget = {
  peer: string
  stream: string
  relays: string[]
  /** Master playlist of the stream, for whoever finds no other way to it. */
  hls?: string
}

/** Relays a link may name; more make no link better and a longer QR code. */
const MAX_RELAYS = 4
const NAME = /^[A-Za-z0-9_-]+$/

/**
 * The link that opens a stream: `watch.html#<peer>/<stream>?relay=<multiaddr>&relay=...&hls=<url>`.
 * All of it stands behind the `#`, so no server sees who watches what.
 */
export function formatWatchLink(page: string, { peer, stream, relays, hls }: WatchTarget): string {
  const query = new URLSearchParams(relays.slice(0, MAX_RELAYS).map(relay => ['relay', relay]))
  if (hls !== undefined) query.set('hls', hls)
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
      docs: 'watch-links',
    })
  }
  const parameters = new URLSearchParams(query)
  const relays = parameters.getAll('relay').filter(address => address.length <= MAX_ADDRESS_LENGTH)
  const hls = parameters.get('hls')
  return { peer, stream, relays: relays.slice(0, MAX_RELAYS), ...(hls && isPlayable(hls) && { hls }) }
}

/** Anybody can write a link: only what a player fetches is taken for an address of one. */
function isPlayable(address: string): boolean {
  return address.length <= MAX_ADDRESS_LENGTH && /^https?:\/\/[^/]/.test(address)
}
