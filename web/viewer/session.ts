import { openLink } from '../network/link/open.ts'
import type { Link, SignalPort } from '../network/link/types.ts'
import type { Dialer, MessageStream } from '../network/types.ts'
import { MillraceError, toCode } from '../protocol/errors.ts'
import { REQUEST_TIMEOUT_MS } from '../protocol/limits.ts'
import { decodeWatch, encodeWatch, type WatchMessage } from '../protocol/messages.ts'
import { within } from '../protocol/within.ts'

/** What to watch, and where its gateway is found. */
export type Target = { peer: string; stream: string; addresses: string[] }

export type SessionOptions = {
  network: Dialer
  target: Target
  /** 0: the gateway chooses. */
  track: number
  /** Name of the link. */
  id: string
  worker: Worker
  /** Has the Worker take the link's port. */
  attach(): Promise<void>
  rtcConfiguration: RTCConfiguration
  signal: AbortSignal
  /** What the gateway says, signals apart; a message that breaks the rules ends the session. */
  onmessage(message: WatchMessage): void
}

/** A subscription with its link up. */
export type Session = {
  /** Nothing is sent once the link is gone: `ended` tells. */
  send(message: WatchMessage): void
  ended: Promise<Error | undefined>
  close(): void
}

/**
 * Subscribes to a stream and takes the media link that its gateway offers.
 * @throws MillraceError with the gateway's code if it refuses; link-failed or peer-lost where there is no way to it
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { network, target, track, id, worker, attach, rtcConfiguration, onmessage } = options
  const [stream] = await Promise.all([
    network.open(target.peer, target.addresses, '/millrace/watch/1', options.signal),
    attach(),
  ])
  const abort = new AbortController()
  const signals: SignalPort = {
    send: body => stream.send(encodeWatch({ kind: 'signal', body })),
    onsignal() {},
  }
  try {
    stream.send(encodeWatch({ kind: 'subscribe', body: { stream: target.stream, track } }))
    const opening = openLink({
      id,
      side: 'answer',
      worker,
      signals,
      bitrate: 0,
      carriers: ['rtp', 'data'],
      rtcConfiguration,
      signal: AbortSignal.any([options.signal, abort.signal]),
    })
    const listening = listen(stream, signals, onmessage)
    return overLink(
      await within(Promise.race([opening, listening]), REQUEST_TIMEOUT_MS, unanswered),
      onmessage,
    )
  } catch (thrown) {
    abort.abort()
    stream.close()
    throw thrown
  }
}

/** Reads the watch stream. It must not end before the link is up; afterwards it has no more to say. */
async function listen(
  stream: MessageStream,
  signals: SignalPort,
  onmessage: SessionOptions['onmessage'],
): Promise<never> {
  for await (const bytes of stream.messages) {
    const message = decodeWatch(bytes)
    if (message.kind === 'refusal') throw new MillraceError(toCode(message.body.code), message.body.reason)
    if (message.kind === 'signal') signals.onsignal(message.body)
    else onmessage(message)
  }
  throw new MillraceError('peer-lost', 'The streamer’s page hung up before the stream began.')
}

function overLink(link: Link, onmessage: SessionOptions['onmessage']): Session {
  link.control.onmessage = bytes => {
    try {
      onmessage(decodeWatch(bytes))
    } catch (thrown) {
      console.warn('The gateway broke the watch protocol:', thrown)
      link.close()
    }
  }
  let open = true
  const ended = link.closed.finally(() => {
    open = false
  })
  return {
    send(message) {
      if (open) link.control.send(encodeWatch(message))
    },
    ended,
    close: link.close,
  }
}

function unanswered(): MillraceError {
  return new MillraceError(
    'link-failed',
    'The streamer’s page was found, but no media path to it came about.',
    {
      hint: 'Strict networks need a TURN server between the two.',
      docs: 'no-direct-connection',
    },
  )
}
