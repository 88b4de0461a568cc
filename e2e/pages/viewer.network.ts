import { wrap } from 'comlink'
import { openLink } from '../../web/network/link/open.ts'
import type { Link, SignalPort } from '../../web/network/link/types.ts'
import type { MessageStream, Network } from '../../web/network/types.ts'
import { MillraceError } from '../../web/protocol/errors.ts'
import { decodeWatch, encodeWatch, type WatchMessage } from '../../web/protocol/messages.ts'
import type { StreamInfo } from '../../web/protocol/schema.ts'
import type { Film } from './viewer.film.ts'
import type { GatewayWorker } from './viewer.gateway.ts'

/** A gateway in this page, reached without libp2p: streams are two queues. Links are real. */
export type TestGateway = {
  network: Network
  heard: WatchMessage[]
  /** Links that are open. */
  links(): number
  /** Refuses whoever comes from now on; undefined lets them in again. */
  refuse(code: string | undefined): void
  announce(change: Partial<StreamInfo>): void
  /** Breaks every link. */
  cut(): void
  /** The film is over. */
  end(): void
  close(): void
}

export function startTestGateway(film: Film): TestGateway {
  const worker = new Worker(new URL('./viewer.gateway.ts', import.meta.url), { type: 'module' })
  const media = wrap<GatewayWorker>(worker)
  const links = new Map<string, Link>()
  const heard: WatchMessage[] = []
  const epoch = Date.now()
  let info = { ...film.info, epoch }
  let refusal: string | undefined
  void media.publish(film.chunks, film.seconds, epoch)

  const tellAll = (message: WatchMessage) => {
    for (const link of links.values()) link.control.send(encodeWatch(message))
  }
  const serve = async (stream: MessageStream): Promise<void> => {
    const id = crypto.randomUUID()
    const signals: SignalPort = {
      send: body => stream.send(encodeWatch({ kind: 'signal', body })),
      onsignal() {},
    }
    const messages = stream.messages[Symbol.asyncIterator]()
    const first = decodeWatch((await messages.next()).value)
    if (refusal !== undefined) {
      stream.send(encodeWatch({ kind: 'refusal', body: { code: refusal, reason: 'The test says no.' } }))
      return
    }
    stream.send(encodeWatch({ kind: 'info', body: info }))
    const opening = openLink({
      id,
      side: 'offer',
      worker,
      signals,
      bitrate: 2_000_000,
      carriers: ['rtp', 'data'],
      rtcConfiguration: {},
      signal: new AbortController().signal,
    })
    const listen = async () => {
      for (;;) {
        const message = decodeWatch((await messages.next()).value)
        if (message.kind === 'signal') signals.onsignal(message.body)
      }
    }
    const link = await Promise.race([opening, listen()])
    links.set(id, link)
    link.control.onmessage = bytes => void answer(id, link, decodeWatch(bytes))
    link.control.send(encodeWatch({ kind: 'info', body: info }))
    await media.add(id, first.kind === 'subscribe' && first.body.track > 0 ? first.body.track : 1)
    await link.closed
    links.delete(id)
    await media.remove(id)
  }
  const answer = async (id: string, link: Link, message: WatchMessage) => {
    heard.push(message)
    if (message.kind === 'select') await media.select(id, message.body.track)
    if (message.kind === 'keyRequest') await media.resync(id)
    if (message.kind !== 'report') return
    const track = await media.track(id)
    const body = { now: Date.now(), echo: message.body.sentAt, available: 1_500_000, track, dropped: 0 }
    link.control.send(encodeWatch({ kind: 'link', body }))
  }

  const nothing = () => {
    throw new Error('not part of this test')
  }
  return {
    network: {
      peer: 'viewer',
      addresses: () => [],
      relays: () => [],
      offers: () => [],
      onchange: () => () => {},
      publish: nothing,
      sign: nothing,
      leaveRelays: nothing,
      connect: nothing,
      async open() {
        const [here, there] = streamPair()
        // A viewer that leaves early is none of the gateway's troubles.
        serve(there).catch(() => {})
        return here
      },
      serve: nothing,
      async close() {},
    },
    heard,
    links: () => links.size,
    refuse(code) {
      refusal = code
    },
    announce(change) {
      info = { ...info, ...change }
      tellAll({ kind: 'info', body: info })
    },
    cut() {
      for (const link of links.values()) link.close()
    },
    end() {
      void media.stop()
      tellAll({ kind: 'end', body: { code: 'ended', reason: 'The film is over.' } })
    },
    close() {
      for (const link of links.values()) link.close()
      worker.terminate()
    },
  }
}

/** Two ends of a stream, as if it went over a network: messages come later, in order. */
function streamPair(): [MessageStream, MessageStream] {
  const { port1, port2 } = new MessageChannel()
  return [endOf(port1), endOf(port2)]
}

function endOf(port: MessagePort): MessageStream {
  const messages = new ReadableStream<Uint8Array>({
    start(controller) {
      port.onmessage = ({ data }) => {
        if (data === 'close') controller.error(new MillraceError('peer-lost', 'The test hung up.'))
        else controller.enqueue(data)
      }
    },
  })
  return {
    peer: 'test',
    send: message => port.postMessage(message),
    messages: messages as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>,
    close: () => port.postMessage('close'),
    abort: () => port.postMessage('close'),
  }
}
