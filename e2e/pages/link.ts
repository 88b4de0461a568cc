import { type Remote, wrap } from 'comlink'
import { openLink } from '../../web/network/link/open.ts'
import type { CarrierKind, Link, SignalPort } from '../../web/network/link/types.ts'
import type { Signal } from '../../web/protocol/messages.gen.ts'
import type { LinkWorker } from './link.worker.ts'

type End = { worker: Remote<LinkWorker>; link: Link; messages: Uint8Array[] }

const thread = (): Worker => new Worker(new URL('./link.worker.ts', import.meta.url), { type: 'module' })

/** Two signal ports that hear each other, and hold what comes before somebody listens. */
function signalPair(): [SignalPort, SignalPort] {
  const make = (): SignalPort & { held: Signal[]; hear(signal: Signal): void } => {
    const held: Signal[] = []
    return {
      held,
      send() {},
      onsignal: signal => void held.push(signal),
      hear(signal) {
        this.onsignal(signal)
      },
    }
  }
  const [a, b] = [make(), make()]
  a.send = signal => queueMicrotask(() => b.hear(signal))
  b.send = signal => queueMicrotask(() => a.hear(signal))
  return [a, b]
}

async function openPair(carriers: CarrierKind[], bitrate = 5_000_000) {
  const id = crypto.randomUUID()
  const ports = signalPair()
  const sides = ['offer', 'answer'] as const
  const workers = sides.map(thread)
  const remotes = workers.map(worker => wrap<LinkWorker>(worker))
  await Promise.all(remotes.map(remote => remote.listen(id)))
  const t = performance.now()
  const links = await Promise.all(
    sides.map((side, index) =>
      openLink({
        id,
        side,
        worker: workers[index]!,
        signals: ports[index]!,
        bitrate,
        carriers,
        rtcConfiguration: { iceServers: [] },
        signal: new AbortController().signal,
      }),
    ),
  )
  console.log(
    'open ms',
    performance.now() - t,
    links.map(l => l.carrier),
  )
  return { id, remotes, links }
}
Object.assign(globalThis, { openPair })
