import { MillraceError } from '../../protocol/errors.ts'
import { type CheckedSignal, type Negotiation, negotiate } from './signalling.ts'
import type { SignalPort } from './types.ts'

/** A path that is interrupted for longer is taken for lost. */
const LOST_MS = 3000

/** The RTCPeerConnections of one side of a link. The first one has the control channel, more only carry data. */
export type Peers = {
  first: RTCPeerConnection
  /** Offers the connection with this index; makes it where it is new. */
  offer(index: number): Promise<void>
  /** @throws MillraceError bad-message for a signal that is out of place */
  onsignal(signal: CheckedSignal): Promise<void>
  /** @throws MillraceError peer-lost when a connection is gone */
  check(now: number): void
  close(): void
}

export type PeerHandlers = {
  /** A new connection, before anything is negotiated. */
  onconnection(pc: RTCPeerConnection): void
  /** The first connection's offer is applied and waits for its answer. */
  onoffer(pc: RTCPeerConnection): void
  adapt(sdp: string): string
}

type Peer = { pc: RTCPeerConnection; negotiation: Negotiation; brokenAt: number | undefined }

export function createPeers(
  configuration: RTCConfiguration,
  signals: SignalPort,
  handlers: PeerHandlers,
): Peers {
  const peers = new Map<number, Peer>()

  const create = (index: number): Peer => {
    const pc = new RTCPeerConnection(configuration)
    const negotiation = negotiate(pc, {
      send: (kind, body) => signals.send({ connection: index, kind, body: JSON.stringify(body) }),
      adapt: handlers.adapt,
      onoffer: () => {
        if (index === 0) handlers.onoffer(pc)
      },
    })
    const peer: Peer = { pc, negotiation, brokenAt: undefined }
    pc.onconnectionstatechange = () => {
      peer.brokenAt = pc.connectionState === 'disconnected' ? performance.now() : undefined
    }
    peers.set(index, peer)
    handlers.onconnection(pc)
    return peer
  }
  const peerOf = (index: number) => peers.get(index) ?? create(index)
  const { pc: first } = peerOf(0)

  return {
    first,
    offer: index => peerOf(index).negotiation.offer(),
    onsignal: signal => peerOf(signal.connection).negotiation.onsignal(signal),
    check(now) {
      for (const { pc, brokenAt } of peers.values()) {
        const lost = brokenAt !== undefined && now - brokenAt > LOST_MS
        if (lost || pc.connectionState === 'failed') throw lostPath()
      }
    },
    close() {
      for (const { pc } of peers.values()) pc.close()
    },
  }
}

function lostPath(): MillraceError {
  return new MillraceError('peer-lost', 'The media path to the other side broke.', {
    hint: 'Check the network on both sides. Behind strict firewalls a TURN server is needed.',
    docs: 'no-direct-connection',
  })
}
