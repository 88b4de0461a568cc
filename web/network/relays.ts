import type { Multiaddr } from '@multiformats/multiaddr'
import { RELAY_PING_MS, RELAY_RETRY_MS, RELAY_TIMEOUT_MS } from '../protocol/limits.ts'
import type { Node } from './libp2p.ts'
import { ping } from './ping.ts'
import { every } from './ticker.ts'
import type { RelayState } from './types.ts'

export type Relays = {
  states(): RelayState[]
  /** Hangs up on all relays and leaves them alone for so long, ms. */
  leave(ms: number): void
  stop(): void
}

/** Keeps a reservation at each relay: connects, reserves, and does both again when the relay was away. */
export function keepRelays(node: Node, addresses: Multiaddr[], onchange: () => void): Relays {
  const relays = addresses.map(address => keepRelay(node, address, onchange))
  let leftUntil = 0
  const check = () => {
    if (performance.now() < leftUntil) return
    for (const relay of relays) void relay.check()
  }
  const stopTicks = every(RELAY_RETRY_MS, check)
  node.addEventListener('connection:close', check)
  check()
  return {
    states: () => relays.map(({ address, state }) => ({ address: address.toString(), state: state() })),
    leave(ms) {
      leftUntil = performance.now() + ms
      for (const relay of relays) relay.leave()
    },
    stop() {
      stopTicks()
      node.removeEventListener('connection:close', check)
    },
  }
}

function keepRelay(node: Node, address: Multiaddr, onchange: () => void) {
  let state: RelayState['state'] = 'connecting'
  let busy = false
  let pingedAt = performance.now()

  function enter(next: RelayState['state']) {
    if (next === state) return
    state = next
    onchange()
  }

  async function reserve() {
    if (state === 'reserved') enter('lost')
    await node.dial(address, { signal: AbortSignal.timeout(RELAY_TIMEOUT_MS) })
    if (state !== 'reserved') enter('connected')
    await node.services.relays.reserve(address)
    pingedAt = performance.now()
    if (node.services.relays.reserved(address)) enter('reserved')
  }

  /** A relay that vanished without a word leaves a connection behind that only a ping unmasks. */
  async function probe() {
    if (performance.now() - pingedAt < RELAY_PING_MS) return
    pingedAt = performance.now()
    const connection = await node.dial(address)
    await ping(connection).catch(error => connection.abort(error))
  }

  async function check() {
    if (busy) return
    busy = true
    try {
      await (node.services.relays.reserved(address) ? probe() : reserve())
    } catch {
      enter('lost')
    } finally {
      busy = false
    }
  }

  function leave() {
    const peer = address.getComponents().findLast(({ name }) => name === 'p2p')?.value
    const connections = node.getConnections().filter(({ remotePeer }) => remotePeer.toString() === peer)
    for (const connection of connections) connection.abort(new Error('The relay is left.'))
    enter('lost')
  }

  return { address, state: () => state, check, leave }
}
