import type { Connection } from '@libp2p/interface'
import { byteStream } from '@libp2p/utils'
import { PING_TIMEOUT_MS } from '../protocol/limits.ts'

const PROTOCOL = '/ipfs/ping/1.0.0'
const BYTES = 32
/** The first echo still sees the stream's opening; the best of a few is the path. */
const ECHOES = 3

/** Round trip of this very connection in ms; throws when it does not answer. */
export async function ping(connection: Connection): Promise<number> {
  const signal = AbortSignal.timeout(PING_TIMEOUT_MS)
  const stream = await connection.newStream(PROTOCOL, { signal, runOnLimitedConnection: true })
  try {
    const bytes = byteStream(stream)
    let best = Number.POSITIVE_INFINITY
    for (let echo = 0; echo < ECHOES; echo++) {
      const sentAt = performance.now()
      await bytes.write(crypto.getRandomValues(new Uint8Array(BYTES)), { signal })
      await bytes.read({ bytes: BYTES, signal })
      best = Math.min(best, performance.now() - sentAt)
    }
    return best
  } finally {
    stream.close().catch(error => stream.abort(error))
  }
}
