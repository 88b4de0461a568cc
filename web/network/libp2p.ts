import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { FaultTolerance, type PrivateKey } from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { webRTC } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { createLibp2p } from 'libp2p'
import { OFFERS_TOPIC } from '../protocol/gossip.ts'
import { MAX_GOSSIP_BYTES, MAX_INBOUND_CONNECTIONS } from '../protocol/limits.ts'
import { relayListeners } from './listeners.ts'
import { reach } from './reach.ts'
import type { NetworkOptions } from './types.ts'

export type Node = Awaited<ReturnType<typeof createNode>>

/** The libp2p node of a page: WebSockets to relays, WebRTC to peers, gossip over the relays. */
export async function createNode(
  privateKey: PrivateKey,
  rtcConfiguration: NetworkOptions['rtcConfiguration'],
) {
  return createLibp2p({
    ...reach,
    privateKey,
    addresses: { listen: ['/webrtc'] },
    transports: [
      webSockets(),
      // Without a list of its own libp2p asks public STUN servers.
      webRTC({ rtcConfiguration: async () => ({ iceServers: [], ...(await rtcConfiguration) }) }),
      circuitRelayTransport(),
    ],
    connectionManager: {
      inboundConnectionThreshold: MAX_INBOUND_CONNECTIONS,
      maxIncomingPendingConnections: MAX_INBOUND_CONNECTIONS,
      // relays.ts redials; two that do so run into the browser's brake on failed WebSockets.
      reconnectRetries: 0,
    },
    // Pings fail under video load; heartbeats tell who lives.
    connectionMonitor: { abortConnectionOnPingFailure: false },
    transportManager: { faultTolerance: FaultTolerance.NO_FATAL },
    services: {
      // Whoever comes through a relay comes for one stream, and says by its dial what it wants.
      identify: identify({ runOnLimitedConnection: false }),
      ping: ping(),
      gossip: gossipsub({
        allowPublishToZeroTopicPeers: true,
        allowedTopics: [OFFERS_TOPIC],
        maxInboundDataLength: MAX_GOSSIP_BYTES,
        // Peers behind one relay show its address: many are no sign of an attack.
        scoreParams: { IPColocationFactorWeight: 0 },
      }),
      relays: relayListeners,
    },
  })
}
