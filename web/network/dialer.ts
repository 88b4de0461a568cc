import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { webSockets } from '@libp2p/websockets'
import { createLibp2p } from 'libp2p'
import { parseRelay } from './address.ts'
import { freshKey } from './key.ts'
import { reach } from './reach.ts'
import type { Dialer } from './types.ts'
import { openWatch } from './watch.ts'

/**
 * Starts the node of a page that only watches: it reaches others and is not reached, so it reserves no place at a
 * relay, hears no offers and keeps no identity. The relays are dialled at once, before anything is asked of them.
 * @throws MillraceError bad-input when a relay's address is unusable
 */
export async function startDialer(relays: string[]): Promise<Dialer> {
  const addresses = relays.map(parseRelay)
  const node = await createLibp2p({
    ...reach,
    privateKey: await freshKey(),
    transports: [webSockets(), circuitRelayTransport()],
    connectionMonitor: { enabled: false },
    // The relay transport insists on the service; it has nothing to tell us.
    services: { identify: identify({ runOnConnectionOpen: false }) },
  })
  // Whoever needs a relay later says what is wrong with it.
  for (const address of addresses) node.dial(address).catch(() => {})

  return {
    open: (peer, found, _protocol, signal) =>
      openWatch(node, { peer, addresses: found.length > 0 ? found : relays, signal }),
    async close() {
      await node.stop()
    },
  }
}
