import * as v from 'valibot'
import { tokenBucket } from '../../protocol/bucket.ts'
import { MillraceError } from '../../protocol/errors.ts'
import {
  MAX_CONNECTIONS,
  MAX_MESSAGE_BYTES,
  MAX_MESSAGES_PER_SECOND,
  MESSAGE_BURST_SECONDS,
} from '../../protocol/limits.ts'

/** First byte of a message: it is the user's, or the link's own word. */
const USER = 0
const WORD = 1

const carrierNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff))

const word = v.variant('kind', [
  /** From the answering side: the carrier's probes arrive here. */
  v.object({ kind: v.literal('heard') }),
  /** From the offering side: what the link is carried by, over how many connections. */
  v.object({
    kind: v.literal('carrier'),
    carrier: v.picklist(['rtp', 'data']),
    connections: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CONNECTIONS)),
  }),
  /** The RTP carrier with this number is under way: say when it, or a later one, is there. */
  v.object({ kind: v.literal('sent'), number: carrierNumber }),
  /** It is. */
  v.object({ kind: v.literal('landed'), number: carrierNumber }),
])

/** What the two ends of a link tell each other of the link itself. */
export type Word = v.InferOutput<typeof word>
/** What of it is between their Workers. */
export type Landing = Extract<Word, { kind: 'sent' | 'landed' }>

export type ControlHandlers = {
  onopen(): void
  onmessage(bytes: Uint8Array): void
  onword(word: Word): void
  /** The other side is gone, or oversteps a limit. */
  onend(reason: MillraceError | undefined): void
}

/** The reliable, ordered channel beside the frames. */
export type Control = {
  /** @throws MillraceError too-large */
  send(bytes: Uint8Array): void
  say(word: Word): void
}

export function openControl(pc: RTCPeerConnection, handlers: ControlHandlers): Control {
  const channel = pc.createDataChannel('control', { negotiated: true, id: 0 })
  const take = tokenBucket(MAX_MESSAGES_PER_SECOND, MAX_MESSAGES_PER_SECOND * MESSAGE_BURST_SECONDS)
  /** Said before the channel was open: frames may flow before it is. */
  const early: Uint8Array<ArrayBuffer>[] = []
  channel.binaryType = 'arraybuffer'
  channel.onopen = () => {
    for (const message of early.splice(0)) channel.send(message)
    handlers.onopen()
  }
  channel.onclose = () => handlers.onend(undefined)
  channel.onmessage = ({ data }) => {
    try {
      receive(data)
    } catch (thrown) {
      handlers.onend(thrown instanceof MillraceError ? thrown : malformed())
    }
  }

  const receive = (data: unknown) => {
    if (!(data instanceof ArrayBuffer) || data.byteLength === 0) throw malformed()
    if (data.byteLength > MAX_MESSAGE_BYTES + 1)
      throw new MillraceError('too-large', 'A message is too large.')
    if (!take()) throw new MillraceError('too-fast', 'The other side sends too many messages.')
    const bytes = new Uint8Array(data)
    if (bytes[0] === USER) handlers.onmessage(bytes.subarray(1))
    else handlers.onword(v.parse(word, JSON.parse(new TextDecoder().decode(bytes.subarray(1)))))
  }

  const write = (first: number, bytes: Uint8Array) => {
    const message = new Uint8Array(bytes.byteLength + 1)
    message[0] = first
    message.set(bytes, 1)
    if (channel.readyState === 'connecting') early.push(message)
    else if (channel.readyState === 'open') channel.send(message)
  }

  return {
    send(bytes) {
      if (bytes.byteLength > MAX_MESSAGE_BYTES) {
        throw new MillraceError(
          'too-large',
          `A message of ${bytes.byteLength} bytes is too large for a link.`,
        )
      }
      write(USER, bytes)
    },
    say: said => write(WORD, new TextEncoder().encode(JSON.stringify(said))),
  }
}

function malformed(): MillraceError {
  return new MillraceError('bad-message', 'The other side sent a malformed message over the link.')
}
