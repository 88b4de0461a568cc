import { type Remote, wrap } from 'comlink'
import { openLink } from '../../web/network/link/open.ts'
import type { CarrierKind, Link, LinkOptions, SignalPort } from '../../web/network/link/types.ts'
import { concat } from '../../web/protocol/concat.ts'
import { toError } from '../../web/protocol/errors.ts'
import { type Framed, toParts } from '../../web/protocol/framing.ts'
import type { Signal } from '../../web/protocol/schema.ts'
import { contentOf, type Spec } from './link.content.ts'
import type { RawWorker } from './link.raw.worker.ts'
import type { LinkWorker } from './link.worker.ts'

type End<W> = { id: string; worker: Remote<W>; link: Link; abort: AbortController }

const scripts = {
  link: () => new Worker(new URL('./link.worker.ts', import.meta.url), { type: 'module' }),
  raw: () => new Worker(new URL('./link.raw.worker.ts', import.meta.url), { type: 'module' }),
  mute: () => new Worker(new URL('./link.mute.worker.ts', import.meta.url), { type: 'module' }),
}
const BITRATE = 8_000_000

/** Two signal ports that hear each other, and hold what comes before anybody listens. */
function signalPair(): [SignalPort, SignalPort] {
  const listeners: (SignalPort['onsignal'] | undefined)[] = []
  const held: Signal[][] = [[], []]
  const port = (mine: 0 | 1): SignalPort => ({
    send(signal) {
      const other = 1 - mine
      queueMicrotask(() => (listeners[other] ?? (early => void held[other]?.push(early)))(signal))
    },
    get onsignal() {
      return listeners[mine] ?? (() => {})
    },
    set onsignal(listener) {
      listeners[mine] = listener
      for (const signal of held[mine]?.splice(0) ?? []) listener(signal)
    },
  })
  return [port(0), port(1)]
}

function options(
  more: Pick<LinkOptions, 'id' | 'side' | 'worker' | 'signals' | 'carriers' | 'signal'>,
): LinkOptions {
  return { bitrate: BITRATE, rtcConfiguration: { iceServers: [] }, ...more }
}

/** Runs while this browser lacks, or has otherwise, one of its globals. */
function without<T>(name: 'RTCRtpScriptTransform', value: unknown, action: () => T): T {
  const original = globalThis[name]
  Reflect.deleteProperty(globalThis, name)
  if (value !== undefined) Object.assign(globalThis, { [name]: value })
  try {
    return action()
  } finally {
    Object.assign(globalThis, { [name]: original })
  }
}

/** As in a browser that cannot transfer data channels. */
function keepChannels(): void {
  const { prototype } = MessagePort
  const post: (message: unknown, transfer: Transferable[]) => void = prototype.postMessage
  prototype.postMessage = function (message: unknown, transfer: unknown = []) {
    const list = transfer as Transferable[]
    if (list.some(each => each instanceof RTCDataChannel)) throw new DOMException('', 'DataCloneError')
    post.call(this, message, list)
  }
}

const shared = new Map<string, Worker>()
/** Long-lived Workers that many links share. */
function sharedWorker(name: string): Worker {
  const known = shared.get(name) ?? scripts.link()
  shared.set(name, known)
  return known
}

async function pair(
  carriers: CarrierKind[],
  workers = [scripts.link(), scripts.link()],
): Promise<End<LinkWorker>[]> {
  const id = crypto.randomUUID()
  const signals = signalPair()
  return Promise.all(
    (['offer', 'answer'] as const).map(async (side, index) => {
      const [worker, port] = [workers[index], signals[index]]
      if (worker === undefined || port === undefined) throw new Error('two sides')
      const remote = wrap<LinkWorker>(worker)
      await remote.listen(id)
      const abort = new AbortController()
      const link = await openLink(
        options({ id, side, worker, signals: port, carriers, signal: abort.signal }),
      )
      return { id, worker: remote, link, abort }
    }),
  )
}

const api = {
  pair,
  keepChannels,
  /** A link whose offering end sends raw carrier frames. */
  async rawPair(carriers: CarrierKind[]): Promise<{ raw: End<RawWorker>; end: End<LinkWorker> }> {
    const id = crypto.randomUUID()
    const [signals, otherSignals] = signalPair()
    const [worker, rawWorker] = [scripts.link(), scripts.raw()]
    const remote = wrap<LinkWorker>(worker)
    await remote.listen(id)
    const abort = new AbortController()
    const { signal } = abort
    const [rawLink, link] = await Promise.all([
      openLink(options({ id, side: 'offer', worker: rawWorker, signals, carriers, signal })),
      openLink(options({ id, side: 'answer', worker, signals: otherSignals, carriers, signal })),
    ])
    return {
      raw: { id, worker: wrap<RawWorker>(rawWorker), link: rawLink, abort },
      end: { id, worker: remote, link, abort },
    }
  },
  /** One carrier frame with one chunk. */
  frame(spec: Spec, sequence: number, afterDrop = false): Uint8Array {
    const framed: Framed = { chunk: { ...spec, data: contentOf(spec) }, sequence, afterDrop }
    return concat(toParts(framed))
  },
  /** A pair one side of which cannot carry chunks in RTP: it lacks the transform, or its transforms do nothing. */
  async crippledPair(
    side: 'offer' | 'answer',
    how: 'absent' | 'mute',
    carriers: CarrierKind[],
  ): Promise<string[]> {
    const id = crypto.randomUUID()
    const signals = signalPair()
    const { RTCRtpScriptTransform } = globalThis
    const mute = class extends RTCRtpScriptTransform {
      constructor(_: Worker, transformOptions: unknown) {
        super(scripts.mute(), transformOptions)
      }
    }
    const sides = ['offer', 'answer'] as const
    const opening = sides.map((each, index) => {
      const port = signals[index]
      if (port === undefined) throw new Error('two sides')
      const { signal } = new AbortController()
      const mine = options({ id, side: each, worker: scripts.link(), signals: port, carriers, signal })
      if (each !== side) return () => openLink(mine)
      if (how === 'absent') return () => without('RTCRtpScriptTransform', undefined, () => openLink(mine))
      // The transforms are made during the negotiation: the whole page loses them, on either side.
      return () => {
        Object.assign(globalThis, { RTCRtpScriptTransform: mute })
        return openLink(mine)
      }
    })
    const settled = await Promise.allSettled(opening.map(open => open()))
    Object.assign(globalThis, { RTCRtpScriptTransform })
    return settled.map(each => (each.status === 'fulfilled' ? each.value.carrier : toError(each.reason).code))
  },
  /** Opens one side, plays it these signals, and tells how it ends. */
  async signalled(side: 'offer' | 'answer', signals: unknown[]): Promise<string> {
    const port: SignalPort = { send() {}, onsignal() {} }
    const abort = new AbortController()
    const id = crypto.randomUUID()
    const opening = openLink(
      options({
        id,
        side,
        worker: scripts.link(),
        signals: port,
        carriers: ['rtp', 'data'],
        signal: abort.signal,
      }),
    )
    for (const signal of signals) port.onsignal(signal as Signal)
    return opening.then(
      () => 'open',
      thrown => toError(thrown).code,
    )
  },
  /** Opens that many links between two Workers at once, uses each, and closes them all. */
  async openAndClose(count: number, carriers: CarrierKind[]): Promise<void> {
    const workers = [sharedWorker('a'), sharedWorker('b')]
    const pairs = await Promise.all(Array.from({ length: count }, () => pair(carriers, workers)))
    for (const [offer, answer] of pairs) {
      if (offer === undefined || answer === undefined) throw new Error('two sides')
      await offer.worker.send(offer.id, [
        { track: 1, key: true, segment: 0, timestamp: 1, duration: 0, size: 1000 },
      ])
      await answer.worker.arrived(answer.id, 1)
      offer.link.close()
      await answer.link.closed
    }
  },
  code: (reason: Error | undefined) => (reason === undefined ? undefined : toError(reason).code),
}

declare global {
  var links: typeof api
}

globalThis.links = api
