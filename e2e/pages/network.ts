import { startNetwork } from '../../web/network/node.ts'
import type { MessageStream, Protocol } from '../../web/network/types.ts'
import { toError } from '../../web/protocol/errors.ts'

/** One network node and what the tests do with it from outside; streams are named by number. */

const relays = new URLSearchParams(location.search).getAll('relay')
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration: { iceServers: [] } })
const streams: MessageStream[] = []
const ended: string[] = []

/** Sends back what comes; a text `hang` makes it stop reading. */
async function echo(stream: MessageStream) {
  try {
    for await (const message of stream.messages) stream.send(message)
    ended.push('')
  } catch (thrown) {
    ended.push(toError(thrown).code)
    throw thrown
  }
}

network.serve('/millrace/job/1', echo)
network.serve('/millrace/watch/1', echo)

const tools = {
  network,
  /** Why the streams that others opened here have ended, in order; '' for a close. */
  ended,
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return
    await new Promise<void>(done => {
      const check = () => {
        if (!holds()) return
        unlisten()
        done()
      }
      const unlisten = network.onchange(check)
    })
  },
  async open(peer: string, addresses: string[], protocol: Protocol): Promise<number> {
    return streams.push(await network.open(peer, addresses, protocol, AbortSignal.timeout(60_000))) - 1
  },
  /** Sends a text and resolves with what comes back; rejects with the reason when the stream ends instead. */
  async ask(stream: number, text: string): Promise<string> {
    const { send, messages } = at(stream)
    send(new TextEncoder().encode(text))
    for await (const message of messages) return new TextDecoder().decode(message)
    throw new Error('closed')
  },
  at,
}

function at(stream: number): MessageStream {
  const found = streams[stream]
  if (found === undefined) throw new Error(`no stream ${stream}`)
  return found
}

declare global {
  var tools: typeof import('./network.ts').tools
}
export { tools }
globalThis.tools = tools
