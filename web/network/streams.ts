import type { Connection, Stream } from '@libp2p/interface'
import { decode, encode } from 'it-length-prefixed'
import { pushable } from 'it-pushable'
import type { Uint8ArrayList } from 'uint8arraylist'
import { tokenBucket } from '../protocol/bucket.ts'
import { MillraceError } from '../protocol/errors.ts'
import {
  DIAL_TIMEOUT_MS,
  FILE_WINDOW_BYTES,
  MAX_FILE_MESSAGES_PER_SECOND,
  MAX_MESSAGE_BYTES,
  MAX_MESSAGES_PER_SECOND,
  MAX_UNREAD_BYTES,
  MESSAGE_BURST_SECONDS,
  STREAM_IDLE_MS,
} from '../protocol/limits.ts'
import type { MessageStream, Protocol } from './types.ts'

/** What a peer may do on a stream: messages per second, averaged, and bytes that it may be ahead of our reading. */
export type Bounds = { messagesPerSecond: number; unreadBytes: number }

const CONTROL: Bounds = { messagesPerSecond: MAX_MESSAGES_PER_SECOND, unreadBytes: MAX_UNREAD_BYTES }
/** The window of data, and what is said beside it. */
const BULK: Bounds = {
  messagesPerSecond: MAX_FILE_MESSAGES_PER_SECOND,
  unreadBytes: FILE_WINDOW_BYTES + 4 * MAX_MESSAGE_BYTES,
}

export function boundsOf(protocol: Protocol): Bounds {
  return protocol === '/millrace/file/1' || protocol === '/millrace/ask/1' ? BULK : CONTROL
}

/**
 * Whole messages over a libp2p stream, which is a stream of bytes. A peer that oversteps size, rate or silence
 * has its stream aborted: WebRTC streams have no backpressure to slow it down with.
 */
export function messageStream(stream: Stream, peer: string, bounds = CONTROL): MessageStream {
  const { messagesPerSecond, unreadBytes } = bounds
  const bytes = pushable<Uint8Array | Uint8ArrayList>({ objectMode: true })
  const messages = pushable<Uint8Array>({ objectMode: true })
  const take = tokenBucket(messagesPerSecond, messagesPerSecond * MESSAGE_BURST_SECONDS)
  let unread = 0
  let idle = setTimeout(fallSilent, STREAM_IDLE_MS)

  function fallSilent() {
    fail(new MillraceError('peer-lost', 'The other side has said nothing for too long.'))
  }

  function fail(error: Error) {
    messages.end(error)
    stream.abort(error)
  }

  function close() {
    stream.close().catch(error => stream.abort(error))
  }

  function accept(message: Uint8Array) {
    if (!take()) throw new MillraceError('too-fast', 'More messages came than the limit allows.')
    unread += message.byteLength
    if (unread > unreadBytes) throw new MillraceError('too-fast', 'Messages came faster than they are read.')
    clearTimeout(idle)
    idle = setTimeout(fallSilent, STREAM_IDLE_MS)
    messages.push(message)
  }

  async function next() {
    const result = await messages.next()
    if (!result.done) unread -= result.value.byteLength
    return result
  }

  async function receive() {
    try {
      for await (const message of decode(bytes, { maxDataLength: MAX_MESSAGE_BYTES }))
        accept(message.subarray())
      messages.end()
      close()
    } catch (error) {
      fail(asBreach(error))
    }
  }

  stream.addEventListener('message', ({ data }) => bytes.push(data))
  stream.addEventListener('end', () => bytes.end())
  stream.addEventListener('close', ({ error }) => {
    clearTimeout(idle)
    bytes.end(error)
  })
  if (stream.readableEnded) bytes.end()
  void receive()

  return {
    peer,
    send(message) {
      if (message.byteLength > MAX_MESSAGE_BYTES) {
        throw new MillraceError('too-large', `A message of ${message.byteLength} bytes is over the limit.`)
      }
      if (stream.writeStatus !== 'writable') throw new MillraceError('peer-lost', 'The stream is closed.')
      if (stream.writeBufferLength > MAX_UNREAD_BYTES) {
        const error = new MillraceError('peer-lost', 'The other side takes nothing any more.')
        fail(error)
        throw error
      }
      stream.send(encode.single(message))
    },
    messages: { [Symbol.asyncIterator]: () => ({ next }) },
    close,
    abort: fail,
  }
}

/** A stream of one protocol over a connection, a relayed one included. */
export function openStream(connection: Connection, protocol: Protocol, signal: AbortSignal): Promise<Stream> {
  const timely = AbortSignal.any([signal, AbortSignal.timeout(DIAL_TIMEOUT_MS)])
  return connection.newStream(protocol, { signal: timely, runOnLimitedConnection: true })
}

/** What went wrong with the bytes of a peer, in our words. */
function asBreach(error: unknown): MillraceError {
  if (error instanceof MillraceError) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'InvalidDataLengthError') {
    return new MillraceError('too-large', 'A message came that is over the limit.', { cause: error })
  }
  if (name.includes('Length')) {
    return new MillraceError('bad-message', 'What came is no message.', { cause: error })
  }
  return new MillraceError('peer-lost', 'The other side broke the stream off.', { cause: error })
}
