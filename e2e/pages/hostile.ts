import { startNetwork } from '../../web/network/node.ts'
import type { MessageStream, Protocol } from '../../web/network/types.ts'
import { toError } from '../../web/protocol/errors.ts'
import {
  decodeJob,
  decodeWatch,
  encodeJob,
  encodeWatch,
  type JobMessage,
  type WatchMessage,
} from '../../web/protocol/messages.ts'

/** A peer that speaks the protocols, but not as it should. */

const relays = new URLSearchParams(location.search).getAll('relay')
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration: { iceServers: [] } })

/** Says all of it at once and tells how the other side ended it: a code of its own, or how the stream broke. */
async function say(
  peer: string,
  protocol: Protocol,
  messages: Uint8Array[],
  decode: (bytes: Uint8Array) => JobMessage | WatchMessage,
): Promise<string> {
  const stream: MessageStream = await network.open(peer, [], protocol, AbortSignal.timeout(300_000))
  try {
    for (const message of messages) stream.send(message)
    for await (const bytes of stream.messages) {
      const { kind, body } = decode(bytes)
      if (kind === 'refusal' || kind === 'end') return body.code
    }
    return 'closed'
  } catch (thrown) {
    return `broken: ${toError(thrown).code}`
  }
}

const hostile = {
  job: (peer: string, messages: JobMessage[]) =>
    say(peer, '/millrace/job/1', messages.map(encodeJob), decodeJob),
  watch: (peer: string, messages: WatchMessage[]) =>
    say(peer, '/millrace/watch/1', messages.map(encodeWatch), decodeWatch),
  rubbish: (peer: string, protocol: Protocol) =>
    say(peer, protocol, [crypto.getRandomValues(new Uint8Array(2000))], decodeJob),
}

declare global {
  var speak: typeof hostile
}
globalThis.speak = hostile
