import './polyfill.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { circuitRelayServer } from '@libp2p/circuit-relay-v2'
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { gossipsub, type Message, TopicValidatorResult } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import type { PrivateKey } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { MillraceError } from '../web/protocol/errors.ts'
import { gossipJudge, OFFERS_TOPIC } from '../web/protocol/gossip.ts'
import { MAX_GOSSIP_BYTES, MAX_INBOUND_CONNECTIONS, MAX_RELAY_PAGES } from '../web/protocol/limits.ts'

export type Relay = { addresses: string[]; close(): Promise<void> }

export type RelayOptions = {
  /** Multiaddrs, e.g. /ip4/127.0.0.1/tcp/9001/ws; port 0 takes a free one. */
  listen: string[]
  /** Keeps the key, and with it the relay's address, over a restart; made where absent. */
  keyFile?: string
}

/**
 * Starts a relay: pages meet at it, signal through it and hear each other's offers; no video passes it.
 * Each connection through it stays within libp2p's default limits of 128 KiB and 2 minutes.
 * @throws MillraceError bad-input when the key cannot be read or an address is not free
 */
export async function startRelay({ listen, keyFile }: RelayOptions): Promise<Relay> {
  const privateKey = await loadKey(keyFile)
  const node = await createLibp2p({
    privateKey,
    addresses: { listen },
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: {
      maxConnections: MAX_RELAY_PAGES,
      inboundConnectionThreshold: MAX_INBOUND_CONNECTIONS,
      maxIncomingPendingConnections: MAX_INBOUND_CONNECTIONS,
    },
    services: {
      identify: identify(),
      ping: ping(),
      relay: circuitRelayServer({
        maxInboundHopStreams: MAX_RELAY_PAGES,
        maxOutboundStopStreams: MAX_RELAY_PAGES,
        reservations: { maxReservations: MAX_RELAY_PAGES },
      }),
      gossip: gossipsub({
        allowPublishToZeroTopicPeers: true,
        allowedTopics: [OFFERS_TOPIC],
        maxInboundDataLength: MAX_GOSSIP_BYTES,
        // Pages know no one but the relay: it takes every one into its mesh, at once and however many share an address.
        D: MAX_RELAY_PAGES,
        Dlo: MAX_RELAY_PAGES,
        Dhi: MAX_RELAY_PAGES,
        scoreParams: { IPColocationFactorWeight: 0 },
      }),
    },
  }).catch(cause => {
    const hint = 'Another program may listen there; end it or take another port.'
    throw new MillraceError('bad-input', `A relay cannot listen at ${listen.join(', ')}.`, { hint, cause })
  })
  node.services.gossip.topicValidators.set(OFFERS_TOPIC, offerValidator())
  node.services.gossip.subscribe(OFFERS_TOPIC)
  return {
    addresses: node.getMultiaddrs().map(address => address.toString()),
    close: async () => node.stop(),
  }
}

/** Nothing but offers is passed on, and of each peer no more than the limit allows. */
function offerValidator() {
  const judge = gossipJudge()
  return (_source: unknown, message: Message) => {
    if (message.type !== 'signed') return TopicValidatorResult.Reject
    const { kind } = judge(message.from.toString(), message.data)
    if (kind === 'garbage') return TopicValidatorResult.Reject
    return kind === 'excess' ? TopicValidatorResult.Ignore : TopicValidatorResult.Accept
  }
}

async function loadKey(file: string | undefined): Promise<PrivateKey> {
  if (file === undefined) return generateKeyPair('Ed25519')
  try {
    return privateKeyFromProtobuf(await readFile(file))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') {
      const hint = 'Remove it: a new one is made, and with it the relay gets a new address.'
      throw new MillraceError('bad-input', `The relay's key in ${file} cannot be read.`, { hint, cause })
    }
  }
  const key = await generateKeyPair('Ed25519')
  await writeFile(file, privateKeyToProtobuf(key), { mode: 0o600, flag: 'wx' })
  return key
}
