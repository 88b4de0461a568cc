import { expose, type ProxyMarked } from 'comlink'
import { startSource } from '../capture/source.ts'
import type { FileInput, LiveInput, Source, SourceOptions, SourceStats, Veiling } from '../capture/types.ts'
import { linkHub } from '../network/link/hub.ts'
import type { LinkPort, LinkState } from '../network/link/types.ts'
import { AUDIO_TRACK, type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { type Code, toError } from '../protocol/errors.ts'
import type { OrchestratorFault } from '../protocol/faults.ts'
import type { Section } from '../protocol/help.ts'
import { HEARTBEAT_MS } from '../protocol/limits.ts'
import type { AudioFormat, Cue, Effect, Receipt, Rendition, VideoFormat } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import type { Programme, TapMessage, TapWish } from '../record/types.ts'
import type { CheckReport } from '../verify/types.ts'
import { type Applied, type Cheat, createChecks } from './checks.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createFeed } from './feed.ts'
import { createGops } from './gops.ts'
import { meddle } from './meddle.ts'
import { createPart, type Part } from './part.ts'
import { createPublisher } from './publisher.ts'
import { createRung, isOfSource, type Rung, type RungReport } from './rungs.ts'
import { createScreen } from './screen.ts'

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
  /** The source has nothing for now, in plain words; it goes on with its next format. */
  onidle(reason: string): void
  oncheat(link: string, cheat: Cheat): void
  onend(): void
  onerror(code: Code, message: string, docs: Section | undefined): void
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

/** How often an orchestrator's silence is looked at, ms. */
const WATCH_MS = 40

const hub = linkHub(self)
const ready = Promise.withResolvers<void>()
const sourceGops = createGops()
const ports = new Map<string, LinkPort>()
const states = new Map<string, LinkState>()
const rungs = new Map<number, Rung>()
const checks = createChecks(sourceGops, (link, cheat) => events?.oncheat(link, cheat))
/** The part of the ladder that each orchestrator works on or stands by for. */
const jobs = new Map<string, Part>()
/** What each orchestrator is owed for. */
const deliveries = new Map<string, Deliveries>()
const screen = createScreen()
const publisher = createPublisher(track => screen.visible(rungs.get(track)?.newest() ?? []))
const viewers = new Set<string>()
/** Whoever keeps what is published, or listens to it. */
const taps = new Map<MessagePort, TapWish>()

let source: Source | undefined
let events: StreamEvents | undefined
let format: VideoFormat | undefined
let audio: AudioFormat | undefined
let ordered: Rendition[] = []
let orders = 0
let targetBitrate = 0
let segmentMs = 1000
let epoch = 0
let newest = 0
/** Timestamp of the source's last frame in decode order, µs. */
let last = 0
let parts = [partOf([])]

function partOf(renditions: Rendition[]): Part {
  return createPart(renditions, {
    rungs,
    segmentMs,
    newest: () => newest,
    onsilent: (link, silence) => events?.onsilent(link, silence),
  })
}

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
  jobs.get(link)?.remove(link)
  jobs.delete(link)
  checks.remove(link)
  screen.remove(link)
  viewers.delete(link)
  publisher.remove(link)
  states.delete(link)
  deliveries.delete(link)
  ports.get(link)?.close()
  ports.delete(link)
}

/** The source's rate follows the slowest of the links that work. */
function follow(link: string, state: LinkState): void {
  const part = jobs.get(link)
  if (part?.shift.works(link) !== true) return
  part.follow(state, targetBitrate, source?.stats().passthrough === true)
  source?.setBitrate(Math.min(...parts.map(each => each.bitrate() ?? targetBitrate)))
}

function onsource(chunk: Chunk): void {
  if (chunk.track !== SOURCE_TRACK) {
    publish(chunk)
    return
  }
  newest = Math.max(newest, chunk.timestamp)
  last = chunk.timestamp
  checks.source(chunk)
  sourceGops.push(chunk)
  sourceGops.trim(Math.min(delivered(), checks.oldest() - 1))
  for (const { shift, room } of parts) shift.push(chunk, room())
}

/** Up to where all parts are delivered, µs. */
function delivered(): number {
  return Math.min(...parts.map(part => part.delivered()))
}

function onrendition(link: string, part: Part, chunk: Chunk, lost: boolean): void {
  const rung = rungs.get(chunk.track)
  if (rung === undefined || !part.has(chunk.track) || !parts.includes(part)) return
  if (!isOfSource(chunk, newest, segmentMs)) {
    events?.onbreach(link)
    return
  }
  if (!checks.came(link, chunk, lost)) return
  deliveries.get(link)?.received(chunk)
  if (!part.shift.admit(link, chunk, performance.now())) return
  if (rung.receive(chunk, lost, Date.now(), epoch)) screen.pass(link, chunk).forEach(publish)
  else if (lost) events?.onrungbroken(link, chunk.track)
  part.shift.published()
}

function publish(chunk: Chunk): void {
  publisher.publish(chunk)
  for (const [tap, wish] of taps) {
    if (wish === 'sound' && chunk.track !== AUDIO_TRACK) continue
    const data = chunk.data.slice()
    const message: TapMessage = { kind: 'chunk', chunk: { ...chunk, data } }
    tap.postMessage(message, [data.buffer])
  }
}

function tellTap(tap: MessagePort): void {
  const programme: Programme = {
    ...{ order: orders, renditions: ordered, audio, segmentMs, epoch },
    framerate: format?.framerate ?? 0,
  }
  const message: TapMessage = { kind: 'programme', programme }
  tap.postMessage(message)
}

const worker = {
  start(
    input: LiveInput | FileInput,
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
          const isSame = JSON.stringify(next.video) === JSON.stringify(format)
          format = next.video
          audio = next.audio
          epoch = next.epoch
          sourceGops.clear()
          listener.onformat(next)
          // Of another picture another ladder is about to be ordered.
          if (isSame) for (const tap of taps.keys()) tellTap(tap)
        },
        onchunk: onsource,
        onidle: reason => listener.onidle(reason),
        onend: () => listener.onend(),
        onerror(error) {
          const { code, message, hint, docs } = toError(error)
          listener.onerror(code, hint === undefined ? message : `${message} ${hint}`, docs)
        },
      },
    )
    setInterval(() => listener.ontick(report()), HEARTBEAT_MS)
    setInterval(() => {
      for (const { shift } of parts) shift.watch(newest, performance.now())
    }, WATCH_MS)
  },

  /** The ladder that is ordered now; begins anew when the source's format changes. */
  setRenditions(renditions: Rendition[]): void {
    if (format !== undefined) checks.order(format, segmentMs)
    rungs.clear()
    for (const { track } of renditions) rungs.set(track, createRung(track))
    ordered = renditions
    orders += 1
    parts = [partOf(renditions)]
    for (const tap of taps.keys()) tellTap(tap)
  },

  /** Each of these is one orchestrator's work from now on; rungs go on from where they are. */
  spread(next: Rendition[][]): void {
    parts = next.map(partOf)
  },

  /** What is published from now on goes to this port as well. */
  tap(port: MessagePort, wish: TapWish): void {
    taps.set(port, wish)
    tellTap(port)
  },

  /** What belongs to a stretch of time, for whoever keeps what is published. */
  cue(cues: Cue[], until: number): void {
    const message: TapMessage = { kind: 'cues', cues, until }
    for (const [tap, wish] of taps) if (wish === 'all') tap.postMessage(message)
  },

  /** Nothing more is published. */
  endTaps(): void {
    const message: TapMessage = { kind: 'end' }
    for (const tap of taps.keys()) tap.postMessage(message)
    taps.clear()
  },

  /**
   * The link to the orchestrator of a job is open: it works, or where another one does, stands by.
   * @param renditions those of its part of the ladder
   * @param segmentPixels output pixels of one segment
   */
  addJob(link: string, renditions: Rendition[], segmentPixels: number): void {
    const part = parts.find(({ has }) => renditions.some(({ track }) => has(track)))
    if (part === undefined) return
    ready.resolve()
    const delivery = createDeliveries(renditions, segmentPixels, segmentMs)
    deliveries.set(link, delivery)
    jobs.set(link, part)
    const port = openPort(link, state => follow(link, state))
    checks.add(link, renditions)
    port.onchunk = (chunk, lost) => onrendition(link, part, chunk, lost)
    const send = (chunk: Chunk) => {
      const sent = port.send(chunk)
      if (sent && chunk.leadIn === undefined) delivery.sent()
      return sent
    }
    // A key of its own costs a film every job: not for one that is only tried.
    const requestKey = () => {
      if (part.shift.works(link)) source?.requestKey()
    }
    part.shift.add(link, createFeed({ send, isCalm: port.isCalm }, sourceGops, requestKey))
  },

  /** The orchestrator asks for a key of the source. */
  restartFeed(link: string): void {
    const part = jobs.get(link)
    part?.shift.feed(link)?.restart(part.delivered(), performance.now())
  },

  /** What is done to an orchestrator's pictures. @param weight for how many plain pixels each of theirs counts */
  applied(link: string, report: Applied, weight: number): void {
    deliveries.get(link)?.applied(report.since, weight)
    checks.applied(link, report)
    screen.applied(link, report)
  },

  /** Viewers see no picture from now on to which this has not been done; undefined: all. */
  require(effect: Effect | undefined): void {
    screen.require(effect, segmentOf(newest, segmentMs))
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
    if (jobs.get(link)?.shift.works(link)) rungs.get(receipt.track)?.receipt(receipt)
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

  replaceSource(input: LiveInput): void {
    source?.replace(input)
  },

  /** What is done to the pictures of devices before anything of them is sent. */
  veil(effect: Veiling | undefined): void {
    source?.veil(effect)
  },

  /** @returns timestamp of its last frame in decode order, µs */
  stopSource(): number {
    source?.stop()
    return last
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
