import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** One direction of a path. */
export type Path = {
  /** One-way delay, ms. */
  delay: number
  /** Share of packets lost, 0..1. */
  loss: number
  /** Mean number of packets lost in a row; 1: each for itself. */
  burst: number
  /** Bits per second. */
  rate: number
}

/** What waits before the bottleneck at the most; the rest is dropped at the tail. */
const QUEUE_MS = 200

/** A row of numbers in 0..1 that is the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A Gilbert channel: every packet of its bad state is lost, and that lasts for `burst` packets on average. */
function lossy({ loss, burst }: Path, random: () => number): () => boolean {
  const enter = loss / (1 - loss) / burst
  let bad = false
  return () => {
    bad = random() < (bad ? 1 - 1 / burst : enter)
    return bad
  }
}

type Pipe = { push(packet: Buffer): void; close(): void }

/** A bottleneck with a queue, then the delay, then the loss. Packets stay in order. */
function createPipe(path: Path, random: () => number, deliver: (packet: Buffer) => void): Pipe {
  const isLost = lossy(path, random)
  const waiting: { packet: Buffer; at: number }[] = []
  let free = 0
  let timer: NodeJS.Timeout | undefined

  const run = () => {
    const now = performance.now()
    let [next] = waiting
    for (; next !== undefined && next.at <= now; [next] = waiting) {
      waiting.shift()
      deliver(next.packet)
    }
    timer = next === undefined ? undefined : setTimeout(run, next.at - now)
  }

  return {
    push(packet) {
      const now = performance.now()
      if (free - now > QUEUE_MS) return
      free = Math.max(free, now) + (packet.byteLength * 8000) / path.rate
      if (isLost()) return
      waiting.push({ packet, at: free + path.delay })
      if (timer === undefined) timer = setTimeout(run, free + path.delay - now)
    },
    close: () => clearTimeout(timer),
  }
}

export type Forwarder = { port: number; close(): void }

/**
 * A UDP path on loopback, `path` in each direction, to a server.
 * @param seed makes the losses repeatable
 */
export async function startForwarder(target: number, path: Path, seed: number): Promise<Forwarder> {
  const front = createSocket('udp4')
  const clients = new Map<number, { upstream: Socket; up: Pipe; down: Pipe }>()

  const connect = ({ port }: RemoteInfo) => {
    const upstream = createSocket('udp4')
    const up = createPipe(path, seeded(seed), packet => upstream.send(packet, target, '127.0.0.1'))
    const down = createPipe(path, seeded(seed + 1), packet => front.send(packet, port, '127.0.0.1'))
    upstream.on('message', down.push)
    const client = { upstream, up, down }
    clients.set(port, client)
    return client
  }
  front.on('message', (packet, from) => (clients.get(from.port) ?? connect(from)).up.push(packet))
  front.bind(0, '127.0.0.1')
  await once(front, 'listening')
  return {
    port: (front.address() as AddressInfo).port,
    close() {
      front.close()
      for (const { upstream, up, down } of clients.values()) {
        up.close()
        down.close()
        upstream.close()
      }
    },
  }
}
