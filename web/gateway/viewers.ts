import type { Remote } from 'comlink'
import { openLink } from '../network/link/open.ts'
import type { Link, SignalPort } from '../network/link/types.ts'
import type { MessageStream } from '../network/types.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import { RUNGS } from '../protocol/ladder.ts'
import { MAX_VIEWERS } from '../protocol/limits.ts'
import { decodeWatch, encodeWatch, toRefusal, type WatchMessage } from '../protocol/messages.ts'
import type { Cue, StreamInfo } from '../protocol/schema.ts'
import { within } from '../protocol/within.ts'
import type { StreamReport, StreamWorker } from './worker.ts'

/** How long viewers may take to play what they have when a stream ends, ms. */
const LINGER_MS = 5000
/** A viewer in a background tab may be slow to speak; its link tells sooner when it is gone, ms. */
const VIEWER_DEAD_MS = 15_000
/** Small rungs come with sound and are sent again in bursts, bits per second. */
const MIN_LINK_BITRATE = 1_000_000

export type Viewers = {
  /** Serves one viewer until it leaves. @throws MillraceError busy */
  serve(stream: MessageStream, track: number): Promise<void>
  /** Tells every viewer what the stream is now. */
  announce(): void
  /** Tells every viewer what belongs to the stream's time. */
  cue(cues: Cue[]): void
  /** Every HEARTBEAT_MS, with what the stream's Worker reports. */
  tick(report: StreamReport): void
  /** How many watch by other ways. */
  setPlayers(count: number): void
  /** All of them. */
  count(): number
  /** Tells every viewer that the stream is over and lets them play to the end. */
  end(reason: MillraceError): Promise<void>
}

export type ViewersContext = {
  rtcConfiguration: RTCConfiguration
  worker: Worker
  media: Remote<StreamWorker>
  info(): StreamInfo
}

type Viewer = { link: Link; heardAt: number; sentAt: number }

export function serveViewers({ rtcConfiguration, worker, media, info }: ViewersContext): Viewers {
  const viewers = new Map<string, Viewer>()
  let players = 0
  /** Viewers whose link is open or being opened. */
  let places = 0
  const over = new AbortController()

  const tell = ({ link }: Viewer, message: WatchMessage) => {
    try {
      link.control.send(encodeWatch(message))
    } catch (thrown) {
      link.close()
      console.warn('viewer left:', toError(thrown).message)
    }
  }

  const onmessage = (id: string, viewer: Viewer, { kind, body }: WatchMessage) => {
    viewer.heardAt = performance.now()
    switch (kind) {
      case 'select':
        return media.select(id, body.track)
      case 'keyRequest':
        return media.resync(id)
      case 'report':
        viewer.sentAt = body.sentAt
        return
      default:
        throw new MillraceError('bad-message', 'The viewer sent a message that is not its to send.')
    }
  }

  const connect = async (id: string, stream: MessageStream): Promise<Link> => {
    const abort = new AbortController()
    const signals: SignalPort = {
      send: body => stream.send(encodeWatch({ kind: 'signal', body })),
      onsignal() {},
    }
    const listen = async (): Promise<never> => {
      for await (const bytes of stream.messages) {
        const message = decodeWatch(bytes)
        if (message.kind === 'signal') signals.onsignal(message.body)
        else throw new MillraceError('bad-message', 'Only signals belong here once a stream is subscribed.')
      }
      throw new MillraceError('peer-lost', 'The viewer left before its link was up.')
    }
    const { renditions } = info()
    // Whoever comes before the source is known gets a link for the largest rung.
    const rungs = renditions.length > 0 ? renditions : RUNGS
    const bitrate = Math.max(...rungs.map(rung => rung.bitrate), MIN_LINK_BITRATE)
    const opening = openLink({
      id,
      side: 'offer',
      worker,
      signals,
      bitrate,
      carriers: ['rtp', 'data'],
      rtcConfiguration,
      signal: AbortSignal.any([abort.signal, over.signal]),
    })
    try {
      return await Promise.race([opening, listen()])
    } catch (thrown) {
      abort.abort(thrown)
      throw thrown
    }
  }

  return {
    async serve(stream, track) {
      if (places >= MAX_VIEWERS) {
        throw new MillraceError(
          'busy',
          `This stream has its ${MAX_VIEWERS} viewers already. Try again later.`,
        )
      }
      places += 1
      const id = `watch-${crypto.randomUUID()}`
      try {
        stream.send(encodeWatch({ kind: 'info', body: info() }))
        const link = await connect(id, stream)
        const viewer = { link, heardAt: performance.now(), sentAt: 0 }
        link.control.onmessage = bytes => {
          try {
            void onmessage(id, viewer, decodeWatch(bytes))
          } catch (thrown) {
            tell(viewer, { kind: 'end', body: toRefusal(thrown) })
            link.close()
          }
        }
        viewers.set(id, viewer)
        tell(viewer, { kind: 'info', body: info() })
        await media.addViewer(id, track || startTrack(info()))
        await link.closed
        stream.close()
      } finally {
        places -= 1
        viewers.delete(id)
        void media.remove(id)
      }
    },
    announce() {
      for (const viewer of viewers.values()) tell(viewer, { kind: 'info', body: info() })
    },
    cue(cues) {
      for (const viewer of viewers.values()) tell(viewer, { kind: 'cues', body: { cues } })
    },
    tick(report) {
      for (const [id, viewer] of viewers) {
        if (performance.now() - viewer.heardAt > VIEWER_DEAD_MS) {
          viewer.link.close()
          continue
        }
        const { track = 0, dropped = 0 } = report.viewers.get(id) ?? {}
        const available = Math.round(report.links.get(id)?.available ?? 0)
        const body = { now: Date.now(), echo: viewer.sentAt, available, track, dropped }
        tell(viewer, { kind: 'link', body })
      }
    },
    setPlayers(count) {
      players = count
    },
    count: () => viewers.size + players,
    async end(reason) {
      const leaving = [...viewers.values()]
      for (const viewer of leaving) tell(viewer, { kind: 'end', body: toRefusal(reason) })
      const left = Promise.all(leaving.map(({ link }) => link.closed))
      await within(left, LINGER_MS, () => reason).catch(() => {})
      over.abort(reason)
    },
  }
}

/** A newcomer begins in the lower half of the ladder: its first GOP is small, and auto climbs from there. */
function startTrack({ renditions }: StreamInfo): number {
  return renditions[Math.floor((renditions.length - 1) / 2)]?.track ?? 1
}
