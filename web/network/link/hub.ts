import type { Chunk } from '../../protocol/chunk.ts'
import { toError } from '../../protocol/errors.ts'
import { createAssembler } from '../../protocol/framing.ts'
import type { Announcement, FromWorker, LinkStats, ToWorker, TransformOptions } from './bridge.ts'
import { TICK_MS } from './bridge.ts'
import { bridgedChannel } from './bridged-channel.ts'
import { createDataSender } from './data-port.ts'
import { createOutbox } from './outbox.ts'
import type { Transformer } from './pictures.ts'
import { createReorder } from './reorder.ts'
import { createRtpSender, receiveRtp } from './rtp-port.ts'
import type { CarrierKind, LinkPort } from './types.ts'

/** How often gaps are looked at while there are any, ms. */
const POLL_MS = 20
/** A link that holds no more than it sends in this time has room to spare, seconds. */
const CALM_SECONDS = 0.15
/** Links that have ended and are remembered: what still comes for them must not begin them anew. */
const MAX_ENDED = 256

/** The links of one Worker. */
export type LinkHub = {
  /**
   * One end of a link, by its id. Take it and set its handlers before openLink is called with that id: chunks
   * that come while nobody listens are lost.
   */
  port(id: string): LinkPort
}

/** A Worker's own scope, as far as links need it. */
export type HubScope = {
  addEventListener(type: string, listener: (event: Event) => void): void
}

/** One end of a link, as the hub sees it. */
type End = {
  port: LinkPort
  announce(main: MessagePort): void
  transform(direction: TransformOptions['direction'], transformer: Transformer): void
  tick(): void
}

/** Call once, when the Worker starts. */
export function linkHub(scope: HubScope): LinkHub {
  const ends = new Map<string, End>()
  const ended = new Set<string>()
  let timer: ReturnType<typeof setInterval> | undefined

  const remember = (id: string) => {
    ended.add(id)
    const [oldest] = ended
    if (ended.size > MAX_ENDED && oldest !== undefined) ended.delete(oldest)
  }
  const isOver = (id: string) => ended.has(id) && !ends.has(id)

  const endOf = (id: string): End => {
    const known = ends.get(id)
    if (known !== undefined) return known
    const end = createEnd(() => {
      ends.delete(id)
      remember(id)
      if (ends.size > 0) return
      clearInterval(timer)
      timer = undefined
    })
    ends.set(id, end)
    timer ??= setInterval(() => {
      for (const each of ends.values()) each.tick()
    }, TICK_MS)
    return end
  }

  scope.addEventListener('message', event => {
    const { data } = event as MessageEvent<Partial<Announcement> | undefined>
    if (typeof data !== 'object' || data?.millraceLink === undefined || data.port === undefined) return
    if (isOver(data.millraceLink)) {
      data.port.postMessage({ kind: 'close' } satisfies FromWorker)
      return data.port.close()
    }
    endOf(data.millraceLink).announce(data.port)
  })
  scope.addEventListener('rtctransform', event => {
    const { transformer } = event as Event & { transformer: Transformer & { options: TransformOptions } }
    const { millraceLink, direction } = transformer.options
    if (!isOver(millraceLink)) endOf(millraceLink).transform(direction, transformer)
  })
  return { port: id => endOf(id).port }
}

function createEnd(forget: () => void): End {
  const outbox = createOutbox()
  const assembler = createAssembler()
  const reorder = createReorder((chunk, lost) => port.onchunk(chunk, lost))
  const rtp = createRtpSender(outbox, number => tell({ kind: 'sent', number }))
  const data = createDataSender(outbox)
  let main: MessagePort | undefined
  let carrier: CarrierKind | undefined
  let stats: LinkStats = { available: 0, rtt: 0, loss: 0 }
  let polling: ReturnType<typeof setTimeout> | undefined
  let heard = false
  /** The last RTP carrier that came, and the one of whose coming the other side wants to know. */
  let arrived = 0
  let awaited: number | undefined
  let open = true

  const tell = (message: FromWorker) => main?.postMessage(message)
  const sender = () => (carrier === 'data' ? data : rtp)
  const backlog = () => outbox.bytes() + sender().backlog()

  const finish = () => {
    if (!open) return
    open = false
    clearTimeout(polling)
    rtp.close()
    data.close()
    main?.close()
    forget()
    port.onclose()
  }

  /** What a peer's chunks bring about ends its own link at the most. */
  const guard = (action: () => void) => {
    if (!open) return
    try {
      action()
    } catch (thrown) {
      const { code, message } = toError(thrown)
      tell({ kind: 'failed', code, message })
      finish()
    }
  }

  const receive = (frame: Uint8Array) =>
    guard(() => {
      const now = performance.now()
      for (const framed of assembler.push(frame)) reorder.push(framed, now)
      watchGaps()
    })

  const watchGaps = () => {
    if (polling !== undefined || !reorder.waits()) return
    polling = setTimeout(() => {
      polling = undefined
      guard(() => {
        // Data channels lose nothing: their gaps fill, if late.
        reorder.poll(performance.now(), carrier === 'data' ? Number.POSITIVE_INFINITY : stats.rtt)
        watchGaps()
      })
    }, POLL_MS)
  }

  const tellLanded = () => {
    if (awaited === undefined || arrived < awaited) return
    tell({ kind: 'landed', number: arrived })
    awaited = undefined
  }

  const channelHandlers = { onopen: () => tell({ kind: 'open' }), onframe: receive }

  const port: LinkPort = {
    send(chunk: Chunk) {
      if (!open) return false
      const taken = outbox.push(chunk, stats.available)
      if (carrier !== undefined) sender().wake()
      return taken
    },
    isCalm: () => backlog() <= (stats.available / 8) * CALM_SECONDS,
    onchunk: () => {},
    onstate: () => {},
    onclose: () => {},
    close() {
      tell({ kind: 'close' })
      finish()
    },
  }

  const onstats = (measured: LinkStats) => {
    stats = carrier === 'data' ? { ...measured, available: data.available() } : measured
    rtp.setStats(stats)
    if (carrier === undefined) return
    port.onstate({ ...stats, carrier, backlog: backlog(), dropped: outbox.dropped() })
  }

  const onmessage = (message: ToWorker) => {
    switch (message.kind) {
      case 'pictures':
        return rtp.setPictures(message.writable)
      case 'channel':
        return data.add(message.channel, channelHandlers)
      case 'bridge':
        return data.add(bridgedChannel(message.port), channelHandlers)
      case 'carrier':
        carrier = message.carrier
        if (carrier === 'data') rtp.close()
        return sender().start()
      case 'stats':
        return onstats(message.stats)
      case 'sent':
        awaited = message.number
        return tellLanded()
      case 'landed':
        return rtp.landed(message.number)
      case 'closed':
        return finish()
    }
  }

  return {
    port,
    announce(announced) {
      main = announced
      main.onmessage = ({ data: message }: MessageEvent<ToWorker>) => onmessage(message)
    },
    transform(direction, transformer) {
      if (direction === 'send') return rtp.setTransformer(transformer)
      receiveRtp(transformer, (batch, number) => {
        if (!heard) tell({ kind: 'heard' })
        heard = true
        arrived = Math.max(arrived, number)
        tellLanded()
        receive(batch)
      })
    },
    tick: () => tell({ kind: 'tick' }),
  }
}
