import type { Offer } from '../protocol/schema.ts'

/** A message stream to one peer: whole messages in order, bounded by limits.ts on both sides. */
export type MessageStream = {
  /** Peer id of the other side, authenticated. */
  peer: string
  /** Throws MillraceError when the stream is closed or the message is too large. */
  send(message: Uint8Array): void
  /**
   * Ends when the other side closes, which closes this side too; throws when the stream breaks, the peer oversteps
   * a limit or is silent for STREAM_IDLE_MS. A loop over them may be left and another one goes on where it stopped.
   */
  messages: AsyncIterable<Uint8Array>
  close(): void
  /** Ends the stream at once; the other side sees it break. */
  abort(error: Error): void
}

export type Protocol = '/millrace/job/1' | '/millrace/file/1' | '/millrace/ask/1' | '/millrace/watch/1'

export type RelayState = { address: string; state: 'connecting' | 'connected' | 'reserved' | 'lost' }

/** An offer as it was heard. */
export type HeardOffer = {
  peer: string
  offer: Offer
  /** performance.now() when it came. */
  heardAt: number
}

/** What an orchestrator says of itself; the rest of its offer the network adds. */
export type OwnOffer = Omit<Offer, 'sequence' | 'addresses' | 'version'>

/** This page's libp2p node, with nothing of libp2p in its face. */
export type Network = {
  peer: string
  /** Multiaddrs at which others reach this page through its relays. */
  addresses(): string[]
  relays(): RelayState[]
  /** The fresh offers of others. */
  offers(): HeardOffer[]
  /** Tells when relays, addresses or offers change; returns the unsubscribe function. */
  onchange(listener: () => void): () => void
  /** Repeats the offer every OFFER_INTERVAL_MS until it is replaced; undefined withdraws it. */
  publish(offer: OwnOffer | undefined): void
  /**
   * A direct connection to the peer, kept; resolves with its round trip in ms. `addresses`: those of its offer, or
   * relays at which it may be; none means our own relays. Throws MillraceError link-failed.
   */
  connect(peer: string, addresses: string[], signal: AbortSignal): Promise<number>
  /**
   * A stream to a peer. The job, file and ask protocols wait for a direct connection; the watch protocol takes a relayed one,
   * as it moves to the media link's control channel once that is up: relays end it after 2 minutes or 128 KiB.
   * Throws MillraceError link-failed, peer-lost or unsupported.
   */
  open(peer: string, addresses: string[], protocol: Protocol, signal: AbortSignal): Promise<MessageStream>
  /** Serves a protocol. A handler that throws aborts its stream and nothing else. */
  serve(protocol: Protocol, handler: (stream: MessageStream) => Promise<void>): void
  /** Leaves all relays for so long, ms, as if they were out of reach. */
  leaveRelays(ms: number): void
  /** Signs as this peer; anybody who knows its peer id can check it: see `isSignedBy`. */
  sign(data: Uint8Array): Promise<Uint8Array>
  close(): Promise<void>
}

/** The node of a page that only watches. */
export type Dialer = {
  /** As in Network. Throws MillraceError peer-lost, relay-lost or unsupported. */
  open(
    peer: string,
    addresses: string[],
    protocol: '/millrace/watch/1',
    signal: AbortSignal,
  ): Promise<MessageStream>
  close(): Promise<void>
}

export type NetworkOptions = {
  /** Multiaddrs of relays, each with its /p2p/ id. */
  relays: string[]
  /** libp2p private key, protobuf bytes; made and kept in IndexedDB where absent. */
  identity: Uint8Array | undefined
  /** Needed when the first connection is made, not before. */
  rtcConfiguration: RTCConfiguration | Promise<RTCConfiguration>
}

/*
 * network/node.ts     startNetwork(options: NetworkOptions): Promise<Network>
 * network/dialer.ts   startDialer(relays: string[]): Promise<Dialer>
 */
