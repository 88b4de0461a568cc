import { expose, type ProxyMarked } from 'comlink'
import { startSource } from '../capture/source.ts'
import type { FileInput, FrameInput, Source, SourceOptions, SourceStats } from '../capture/types.ts'
import { linkHub } from '../network/link/hub.ts'
import type { LinkPort, LinkState } from '../network/link/types.ts'
import { planBitrates } from '../protocol/budget.ts'
import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { type Code, toError } from '../protocol/errors.ts'
import type { OrchestratorFault } from '../protocol/faults.ts'
import { HEARTBEAT_MS, MAX_CATCH_UP_MS } from '../protocol/limits.ts'
import type { AudioFormat, Receipt, Rendition, VideoFormat } from '../protocol/schema.ts'
import type { Programme, TapMessage } from '../record/types.ts'
import type { CheckReport } from '../verify/types.ts'
import { type Cheat, createChecks } from './checks.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createFeed, isLong } from './feed.ts'
import { createGops } from './gops.ts'
import { meddle } from './meddle.ts'
import { createPublisher } from './publisher.ts'
import { createRung, isOfSource, type Rung, type RungReport } from './rungs.ts'
import { createShift } from './shift.ts'

/** What the stream's Worker tells the page. */
export type StreamEvents = {
  onformat(format: { video: VideoFormat | undefined; audio: AudioFormat | undefined; epoch: number }): void
  /** Every HEARTBEAT_MS, in background tabs too: the page's heartbeats hang on it. */
  ontick(report: StreamReport): void
  /** Chunks of this rung were lost on the way here. */
  onrungbroken(link: string, track: number): void
  /** An orchestrator was silent for so long (ms) that the one that stood by has taken its place. */
  onsilent(link: string, silence: number): void
  /** An orchestrator delivers what is not of this stream. */
  onbreach(link: string): void
  oncheat(link: string, cheat: Cheat): void
  onend(): void
  onerror(code: Code, message: string): void
}

export type StreamReport = {
  source: SourceStats | undefined
  /** Timestamp of the source's newest frame, µs. */
  newest: number
  rungs: RungReport[]
  links: Map<string, LinkState>
  /** Output pixels that each orchestrator is owed for in all. */
  owed: Map<string, number>
  viewers: Map<string, { track: number; dropped: number }>
  checks: CheckReport
}

/** What a link to an orchestrator may hold back before encoded input counts as too much for it, ms. */
const MAX_QUEUE_MS = 300
/** How often an orchestrator's silence is looked at, ms. */
const WATCH_MS = 40

const hub = linkHub(self)
const ready = Promise.withResolvers<void>()
const sourceGops = createGops()
const ports = new Map<string, LinkPort>()
const states = new Map<string, LinkState>()
const rungs = new Map<number, Rung>()
const checks = createChecks(sourceGops, (link, cheat) => events?.oncheat(link, cheat))
/** What each orchestrator is owed for. */
const deliveries = new Map<string, Deliveries>()
const publisher = createPublisher(track => rungs.get(track)?.newest() ?? [])
const viewers = new Set<string>()
/** Whoever keeps what is published. */
const taps = new Set<MessagePort>()

let source: Source | undefined
let events: StreamEvents | undefined
let format: VideoFormat | undefined
let audio: AudioFormat | undefined
let ordered: Rendition[] = []
let targetBitrate = 0
let plan = new Map<number, number>()
let segmentMs = 1000
let epoch = 0
let newest = 0
/** The link that works has enough for the source. */
let room = true

const shift = createShift({
  delivered,
  onchange() {
    for (const rung of rungs.values()) rung.restart()
  },
  onsilent: (link, silence) => events?.onsilent(link, silence),
})

function openPort(link: string, onstate: (state: LinkState) => void): LinkPort {
  const port = hub.port(link)
  ports.set(link, port)
  port.onstate = state => {
    states.set(link, state)
    onstate(state)
  }
  port.onclose = () => closePort(link)
  return port
}

function closePort(link: string): void {
  shift.remove(link)
  checks.remove(link)
  viewers.delete(link)
  publisher.remove(link)
  states.delete(link)
  deliveries.delete(link)
  ports.get(link)?.close()
  ports.delete(link)
}

/**
 * The source's rate follows the link. Encoded input has the rate that it has, and an estimate that lacks traffic
 * says little: it gives way only to a queue that stays.
 */
function follow({ available, backlog }: LinkState): void {
  plan = planBitrates(available, [{ track: SOURCE_TRACK, bitrate: targetBitrate }], plan)
  const waits = (backlog * 8000) / Math.max(available, 1) > MAX_QUEUE_MS
  const spared = source?.stats().passthrough === true && !waits
  const bitrate = spared ? targetBitrate : plan.get(SOURCE_TRACK) || targetBitrate
  room = bitrate === targetBitrate
  source?.setBitrate(bitrate)
}

function onsource(chunk: Chunk): void {
  if (chunk.track !== SOURCE_TRACK) {
    publish(chunk)
    return
  }
  newest = Math.max(newest, chunk.timestamp)
  checks.source(chunk)
  sourceGops.push(chunk)
  sourceGops.trim(Math.min(delivered(), checks.oldest() - 1))
  shift.push(chunk, room)
}

/**
 * Up to where all rungs are delivered, µs. Rungs that are left out for want of bandwidth do not count, and what is no
 * longer live is not made up for.
 */
function delivered(): number {
  const all = [...rungs.values()].map(rung => rung.delivered())
  const furthest = Math.max(-1, ...all)
  const slowest = Math.min(furthest, ...all.filter(until => until > furthest - segmentMs * 1000))
  return Math.max(slowest, newest - MAX_CATCH_UP_MS * 1000)
}

function onrendition(link: string, chunk: Chunk, lost: boolean): void {
  const rung = rungs.get(chunk.track)
  if (rung === undefined) return
  if (!isOfSource(chunk, newest, segmentMs)) {
    events?.onbreach(link)
    return
  }
  if (!checks.came(link, chunk, lost)) return
  deliveries.get(link)?.received(chunk)
  if (!shift.admit(link, chunk, performance.now())) return
  if (rung.receive(chunk, lost, Date.now(), epoch)) publish(chunk)
  else if (lost) events?.onrungbroken(link, chunk.track)
  shift.published()
}

function publish(chunk: Chunk): void {
  publisher.publish(chunk)
  for (const tap of taps) {
    const data = chunk.data.slice()
    const message: TapMessage = { kind: 'chunk', chunk: { ...chunk, data } }
    tap.postMessage(message, [data.buffer])
  }
}

function tellTap(tap: MessagePort): void {
  const programme: Programme = {
    ...{ renditions: ordered, audio, segmentMs, epoch },
    framerate: format?.framerate ?? 0,
  }
  const message: TapMessage = { kind: 'programme', programme }
  tap.postMessage(message)
}

const worker = {
  start(
    input: FrameInput | FileInput,
    options: Omit<SourceOptions, 'ready'>,
    listener: StreamEvents & ProxyMarked,
  ): void {
    events = listener
    targetBitrate = options.bitrate
    segmentMs = options.segmentMs
    source = startSource(
      input,
      { ...options, ready: ready.promise },
      {
        onformat(next) {
          format = next.video
          audio = next.audio
          epoch = next.epoch
          sourceGops.clear()
          listener.onformat(next)
          for (const tap of taps) tellTap(tap)
        },
        onchunk: onsource,
        onend: () => listener.onend(),
        onerror(error) {
          const { code, message, hint } = toError(error)
          listener.onerror(code, hint === undefined ? message : `${message} ${hint}`)
        },
      },
    )
    setInterval(() => listener.ontick(report()), HEARTBEAT_MS)
    setInterval(() => shift.watch(newest, performance.now()), WATCH_MS)
  },

  /** The ladder that is ordered now; begins anew when the source's format changes. */
  setRenditions(renditions: Rendition[]): void {
    ordered = renditions
    if (format !== undefined) checks.order(format, renditions, segmentMs)
    rungs.clear()
    for (const { track } of renditions) rungs.set(track, createRung(track))
    for (const tap of taps) tellTap(tap)
  },

  /** What is published from now on goes to this port as well. */
  tap(port: MessagePort): void {
    taps.add(port)
    tellTap(port)
  },

  /** Nothing more is published. */
  endTaps(): void {
    const message: TapMessage = { kind: 'end' }
    for (const tap of taps) tap.postMessage(message)
    taps.clear()
  },

  /** No orchestrator is left: where the source's last key is far back, a new one is made ready for the next. */
  prepareTakeover(): void {
    if (isLong(sourceGops.after(delivered()))) source?.requestKey()
  },

  /**
   * The link to the orchestrator of a job is open: it works, or where another one does, stands by.
   * @param segmentPixels output pixels of one segment
   */
  addJob(link: string, segmentPixels: number): void {
    ready.resolve()
    const delivery = createDeliveries(ordered, segmentPixels, segmentMs)
    deliveries.set(link, delivery)
    const port = openPort(link, state => {
      if (shift.works(link)) follow(state)
    })
    checks.add(link)
    port.onchunk = (chunk, lost) => onrendition(link, chunk, lost)
    const send = (chunk: Chunk) => {
      const sent = port.send(chunk)
      if (sent && chunk.leadIn === undefined) delivery.sent()
      return sent
    }
    shift.add(
      link,
      createFeed({ send }, sourceGops, () => source?.requestKey()),
    )
  },

  /** The orchestrator asks for a key of the source. */
  restartFeed(link: string): void {
    shift.feed(link)?.restart(delivered(), performance.now())
  },

  /** Makes it look as if an orchestrator failed. */
  meddle(link: string, kind: OrchestratorFault): void {
    const port = ports.get(link)
    if (port !== undefined) port.onchunk = meddle(kind, port.onchunk)
  },

  /** Signed by the orchestrator of this job. */
  receipt(link: string, receipt: Receipt): void {
    if (!checks.signed(link, receipt)) return
    deliveries.get(link)?.receipt(receipt)
    if (shift.works(link)) rungs.get(receipt.track)?.receipt(receipt)
  },

  addViewer(link: string, track: number): void {
    viewers.add(link)
    publisher.add(
      link,
      openPort(link, () => {}),
      track,
    )
  },

  select(link: string, track: number): void {
    publisher.select(link, track)
  },

  resync(link: string): void {
    publisher.resync(link, performance.now())
  },

  /** Ends a job's or a viewer's part here; the page closes the link itself. */
  remove(link: string): void {
    closePort(link)
  },

  replaceSource(input: FrameInput): void {
    source?.replace(input)
  },

  stopSource(): void {
    source?.stop()
  },
}

function report(): StreamReport {
  const seen = [...viewers].map(link => [link, publisher.viewer(link)] as const)
  return {
    source: source?.stats(),
    newest,
    rungs: [...rungs.values()].map(rung => rung.report(Date.now())),
    links: states,
    owed: new Map([...deliveries].map(([link, { pixels }]) => [link, pixels()])),
    viewers: new Map(
      seen.flatMap(([link, viewer]) =>
        viewer ? [[link, { track: viewer.track, dropped: viewer.dropped }]] : [],
      ),
    ),
    checks: checks.report(),
  }
}

export type StreamWorker = typeof worker

expose(worker)
