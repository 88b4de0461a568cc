import { generateKeyPair } from '@libp2p/crypto/keys'
import { multiaddr } from '@multiformats/multiaddr'
import { pushable } from 'it-pushable'
import { overDirect } from '../../web/network/connect.ts'
import { createNode } from '../../web/network/libp2p.ts'
import { startNetwork } from '../../web/network/node.ts'
import type { MessageStream, Protocol } from '../../web/network/types.ts'
import { toError } from '../../web/protocol/errors.ts'

/** A node that echoes on both protocols, and what the tests do with it from outside; streams go by number. */

const relays = new URLSearchParams(location.search).getAll('relay')
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration: { iceServers: [] } })
const streams: MessageStream[] = []
const ends = pushable<string>({ objectMode: true })

async function echo(stream: MessageStream) {
  try {
    for await (const message of stream.messages) stream.send(message)
    ends.push('closed')
  } catch (thrown) {
    ends.push(toError(thrown).code)
    throw thrown
  }
}

network.serve('/millrace/job/1', echo)
network.serve('/millrace/watch/1', echo)

const kit = {
  network,

  /** Why the next of the streams that others opened here ended. */
  async ended(): Promise<string> {
    return (await ends.next()).value ?? ''
  },

  async until(holds: () => boolean): Promise<void> {
    if (holds()) return
    await new Promise<void>(done => {
      const unlisten = network.onchange(() => {
        if (!holds()) return
        unlisten()
        done()
      })
    })
  },

  async open(peer: string, addresses: string[], protocol: Protocol): Promise<number> {
    return streams.push(await network.open(peer, addresses, protocol, AbortSignal.timeout(300_000))) - 1
  },

  at,

  /** Sends a text and resolves with what comes back; `error CODE` when the stream ends instead. */
  async ask(stream: number, text: string): Promise<string> {
    const { send, messages } = at(stream)
    try {
      send(new TextEncoder().encode(text))
      for await (const message of messages) return new TextDecoder().decode(message)
      return 'closed'
    } catch (thrown) {
      return `error ${toError(thrown).code}`
    }
  },

  /** Writes bytes past all our checks on a stream of its own, from another peer. */
  async attack(peer: string, addresses: string[], bytes: number[], times: number): Promise<void> {
    const node = await createNode(await generateKeyPair('Ed25519'), { iceServers: [] })
    const target = { peer, addresses, signal: AbortSignal.timeout(300_000) }
    const stream = await overDirect(node, target, connection => connection.newStream('/millrace/job/1'))
    const closed = new Promise(done => stream.addEventListener('close', done))
    for (let time = 0; time < times && stream.writeStatus === 'writable'; time++) {
      stream.send(Uint8Array.from(bytes))
    }
    await closed
    await node.stop()
  },

  /** Dials as a fresh peer, once, without another try. */
  async dial([address = '']: string[]): Promise<void> {
    const node = await createNode(await generateKeyPair('Ed25519'), { iceServers: [] })
    await node.dial(multiaddr(address))
    await node.stop()
  },

  /** Connects and hangs up again and again, as one peer that goes on living. */
  async churn(peer: string, addresses: string[], times: number): Promise<void> {
    const node = await createNode(await generateKeyPair('Ed25519'), { iceServers: [] })
    const target = { peer, addresses, signal: AbortSignal.timeout(300_000) }
    for (let time = 0; time < times; time++) await overDirect(node, target, connection => connection.close())
  },

  /** Publishes bytes on the topic of offers as another peer. */
  async shout(bytes: number[], times: number): Promise<string> {
    const node = await createNode(await generateKeyPair('Ed25519'), { iceServers: [] })
    node.services.gossip.subscribe('millrace/offers/1')
    const grafted = new Promise(done => node.services.gossip.addEventListener('gossipsub:graft', done))
    for (const relay of relays) await node.dial(multiaddr(relay))
    await grafted
    for (let time = 0; time < times; time++) {
      await node.services.gossip.publish('millrace/offers/1', Uint8Array.from(bytes))
    }
    return node.peerId.toString()
  },
}

function at(stream: number): MessageStream {
  const found = streams[stream]
  if (found === undefined) throw new Error(`no stream ${stream}`)
  return found
}

declare global {
  var tools: typeof kit
  /** Every RTCPeerConnection of the page, where the test has put that in. */
  var peerConnections: WeakRef<RTCPeerConnection>[]
}

globalThis.tools = kit

export type Tools = typeof kit
