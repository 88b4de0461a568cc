import { toError } from '../protocol/errors.ts'
import { parseRelay } from './address.ts'
import { overDirect } from './connect.ts'
import { loadIdentity } from './identity.ts'
import { createNode } from './libp2p.ts'
import { gossipOffers } from './offers.ts'
import { ping } from './ping.ts'
import { keepRelays } from './relays.ts'
import { boundsOf, messageStream, openStream } from './streams.ts'
import type { MessageStream, Network, NetworkOptions } from './types.ts'
import { openWatch, WATCH } from './watch.ts'

/**
 * Starts this page's node. Relays are connected in the background, and again whenever one was away:
 * `relays()` tells how it stands.
 * @throws MillraceError bad-input when the identity or a relay's address is unusable
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const relayAddresses = options.relays.map(parseRelay)
  const identity = await loadIdentity(options.identity)
  const node = await createNode(identity.key, options.rtcConfiguration)
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const addresses = () =>
    node
      .getMultiaddrs()
      .map(address => address.toString())
      .filter(address => address.includes('/webrtc/'))
  const relays = keepRelays(node, relayAddresses, changed)
  const offers = gossipOffers(node, addresses, changed)
  node.addEventListener('self:peer:update', changed)

  /** A peer of which no address is known is looked for at our own relays. */
  const target = (peer: string, addresses: string[], signal: AbortSignal) => {
    return { peer, addresses: addresses.length > 0 ? addresses : options.relays, signal }
  }

  return {
    peer: node.peerId.toString(),
    addresses,
    relays: relays.states,
    offers: offers.heard,
    onchange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish: offers.publish,
    connect: (peer, addresses, signal) => overDirect(node, target(peer, addresses, signal), ping),
    open(peer, addresses, protocol, signal) {
      const wanted = target(peer, addresses, signal)
      if (protocol === WATCH) return openWatch(node, wanted)
      return overDirect(node, wanted, async connection => {
        const stream = await openStream(connection, protocol, signal)
        return messageStream(stream, peer, boundsOf(protocol))
      })
    },
    serve(protocol, handler) {
      const serve = async (stream: MessageStream) => {
        try {
          await handler(stream)
        } catch (thrown) {
          stream.abort(toError(thrown))
        }
      }
      void node.handle(
        protocol,
        (stream, connection) =>
          void serve(messageStream(stream, connection.remotePeer.toString(), boundsOf(protocol))),
        { runOnLimitedConnection: protocol === WATCH },
      )
    },
    leaveRelays: relays.leave,
    sign: async data => identity.key.sign(data),
    async close() {
      offers.stop()
      relays.stop()
      listeners.clear()
      await node.stop()
      identity.release()
    },
  }
}
