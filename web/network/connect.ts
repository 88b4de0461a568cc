import type { Connection, Libp2p } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import pRetry from 'p-retry'
import { MillraceError } from '../protocol/errors.ts'
import { DIAL_TIMEOUT_MS } from '../protocol/limits.ts'

/** What dialling needs of a libp2p node. */
export type Dialling = Pick<Libp2p, 'dial' | 'getConnections'>

/** What is wanted of a peer. `addresses`: relays at which it is, or addresses through them. */
export type Target = { peer: string; addresses: string[]; signal: AbortSignal }

/** Dials to one peer cross each other now and then, even on a good path: a few tries, a little apart. */
const RETRIES = { retries: 4, minTimeout: 200, maxTimeout: 2000, randomize: true }

/**
 * Uses a direct connection to the peer: one that is open, else a new one. A connection that fails in use is
 * dropped and dialled anew.
 * @throws MillraceError link-failed
 */
export async function overDirect<T>(
  node: Dialling,
  { peer, addresses, signal }: Target,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const id = peerIdFromString(peer)
  const attempt = async () => {
    const open = node.getConnections(id).findLast(isDirect)
    const connection = open ?? (await dialDirect())
    try {
      return await use(connection)
    } catch (error) {
      // Who lost interest, or asked for what is not there, says nothing about the connection.
      if (!signal.aborted && !isUnsupported(error)) connection.abort(asError(error))
      throw error
    }
  }
  const dialDirect = async () => {
    try {
      const dialled = await node.dial(through(addresses, `webrtc/p2p/${peer}`), { signal: timely(signal) })
      return node.getConnections(id).findLast(isDirect) ?? dialled
    } catch (error) {
      // Signalling reuses a relayed connection that is there: one that has failed must not serve again.
      for (const connection of node.getConnections(id)) {
        if (!isDirect(connection)) connection.abort(asError(error))
      }
      throw error
    }
  }
  return retried(attempt, signal, cause => {
    const hint = 'A firewall may be in the way: another network, or a TURN server, helps.'
    return new MillraceError('link-failed', 'No direct connection to the other side came about.', {
      hint,
      docs: 'no-direct-connection',
      cause,
    })
  })
}

/**
 * Uses a fresh connection to the peer through a relay: relays limit each by bytes and by time.
 * @throws MillraceError peer-lost, or relay-lost where no relay was reached
 */
export async function overRelay<T>(
  node: Dialling,
  { peer, addresses, signal }: Target,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const attempt = async () => {
    const options = { signal: timely(signal), force: true }
    const connection = await node.dial(through(addresses, `p2p/${peer}`), options)
    try {
      return await use(connection)
    } catch (error) {
      connection.abort(asError(error))
      throw error
    }
  }
  return retried(attempt, signal, cause => {
    if (node.getConnections().length === 0) {
      const hint = 'Check that you are online and that the relay is up; this page keeps trying by itself.'
      return new MillraceError('relay-lost', 'No relay answers.', { hint, docs: 'no-relay-answers', cause })
    }
    const hint = 'It may have gone; this page keeps trying by itself.'
    return new MillraceError('peer-lost', 'The other side cannot be reached.', {
      hint,
      docs: 'watch-links',
      cause,
    })
  })
}

async function retried<T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
  failure: (cause: unknown) => MillraceError,
): Promise<T> {
  try {
    return await pRetry(attempt, { ...RETRIES, signal, shouldRetry: ({ error }) => !isUnsupported(error) })
  } catch (cause) {
    signal.throwIfAborted()
    if (isUnsupported(cause)) {
      throw new MillraceError('unsupported', 'The other side does not do this.', { cause })
    }
    throw failure(cause)
  }
}

function isDirect(connection: Connection): boolean {
  return connection.direct && connection.status === 'open'
}

function isUnsupported(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnsupportedProtocolError'
}

/** Addresses of a peer behind relays; what a peer wrote that is none is left out. */
function through(addresses: string[], rest: string): Multiaddr[] {
  const relays = new Set(addresses.map(address => address.split('/p2p-circuit')[0]))
  return [...relays].flatMap(relay => {
    try {
      return [multiaddr(`${relay}/p2p-circuit/${rest}`)]
    } catch {
      return []
    }
  })
}

function timely(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(DIAL_TIMEOUT_MS)])
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
