import type { Network } from '../../network/types.ts'
import { formatWatchLink } from '../../protocol/sharelink.ts'

/**
 * The link that opens a stream of this page, beside which the watch page lies.
 * @param hls master playlist of the stream, where it has one
 */
export function shareLink(network: Network, stream: string, hls: string | undefined): string {
  const page = new URL('watch.html', location.href.split(/[?#]/, 1)[0]).href
  const relays = network.relays().map(({ address }) => address)
  return formatWatchLink(page, { peer: network.peer, stream, relays, ...(hls && { hls }) })
}

/** Whether a link leads to the computer that opens it, whichever that is. */
export function isLoopback(link: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(link).hostname)
}
