import type { Connection } from '@libp2p/interface'
import { type Dialling, overRelay, type Target } from './connect.ts'
import { messageStream, openStream } from './streams.ts'
import type { MessageStream, Protocol } from './types.ts'

/** The watch protocol alone may run over a connection that a relay limits in bytes and time. */
export const WATCH: Protocol = '/millrace/watch/1'

/** @throws MillraceError peer-lost or relay-lost */
export function openWatch(node: Dialling, target: Target): Promise<MessageStream> {
  return overRelay(node, target, async connection => {
    const stream = await openStream(connection, WATCH, target.signal)
    stream.addEventListener('close', () => void release(connection))
    return messageStream(stream, target.peer)
  })
}

/** Frees the relay of a connection that was made for a watch stream, when no other such stream is on it. */
async function release(connection: Connection) {
  if (connection.streams.some(({ protocol, status }) => protocol === WATCH && status === 'open')) return
  await connection.close().catch(error => connection.abort(error))
}
