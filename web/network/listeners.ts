import type { Listener } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

type TransportManager = { listen(addresses: Multiaddr[]): Promise<void>; getListeners(): Listener[] }

/**
 * A libp2p service that reserves a place at a relay as often as it must, with one listener for each relay:
 * libp2p does not renew a reservation when a relay comes back, and would keep a new listener for each try.
 */
export function relayListeners({ transportManager }: { transportManager: TransportManager }) {
  const listeners = new Map<string, Listener>()

  return {
    /** Asks the relay for a reservation. Whether it gave one, `reserved` tells. */
    async reserve(relay: Multiaddr): Promise<void> {
      const circuit = relay.encapsulate('/p2p-circuit')
      const known = listeners.get(relay.toString())
      if (known !== undefined) return known.listen(circuit)
      const before = new Set(transportManager.getListeners())
      const listening = transportManager.listen([circuit])
      const added = transportManager.getListeners().find(listener => !before.has(listener))
      if (added !== undefined) listeners.set(relay.toString(), added)
      return listening
    },

    reserved(relay: Multiaddr): boolean {
      return (listeners.get(relay.toString())?.getAddrs().length ?? 0) > 0
    },
  }
}
