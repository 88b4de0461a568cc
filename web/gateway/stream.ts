import { proxy, transfer, wrap } from 'comlink'
import { transferables } from '../capture/tracks.ts'
import type { FileInput, LiveInput, Veiling } from '../capture/types.ts'
import type { MessageStream, Network } from '../network/types.ts'
import { onWorkerFailure } from '../network/worker-failure.ts'
import type { Payer } from '../payments/types.ts'
import { costOf, segmentPixels } from '../protocol/balance.ts'
import { PORTRAIT } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { Section } from '../protocol/help.ts'
import { bitrateFor, codecString, ladderFor } from '../protocol/ladder.ts'
import { HEARTBEAT_DEAD_MS, MAX_REASON_LENGTH } from '../protocol/limits.ts'
import type {
  AudioFormat,
  Cue,
  Effect,
  FullEffect,
  Rendition,
  StreamInfo,
  VideoFormat,
} from '../protocol/schema.ts'
import type { Market } from '../protocol/select.ts'
import { within } from '../protocol/within.ts'
import { createCheats } from './cheats.ts'
import type { Cheat } from './checks.ts'
import { createCrew } from './crew.ts'
import { STREAMER_ENDED } from './endings.ts'
import { createModerator } from './moderator.ts'
import { createReasons } from './reasons.ts'
import type { Scores } from './scores.ts'
import { createSight } from './sight.ts'
import type { PaymentSnapshot, Snapshot, Stream, StreamOptions, StreamState } from './types.ts'
import { serveViewers } from './viewers.ts'
import type { StreamReport, StreamWorker } from './worker.ts'

/** The source carries more than the top rung, as it is encoded once more. */
const SOURCE_HEADROOM = 1.3
/** The bitrate of a file, or a publisher, is learnt with its format; until then this, bits per second. */
const FILE_BITRATE = 20_000_000
/** Heartbeats between two reports of figures: a page that paints them more often costs more than it tells. */
const FIGURE_BEATS = 4
/** How long an orchestrator may take to deliver the rest when a stream ends, ms: more than it may be behind live. */
const DRAIN_MS = 15_000
const NO_CHECKS = { checked: 0, skipped: 0, reason: '', took: 0 }

export type LiveStream = Stream & {
  /** Serves one viewer of this stream until it leaves. */
  watch(stream: MessageStream, track: number): Promise<void>
  /** Resolves when nothing of the stream is left. */
  closed: Promise<void>
}

/** What all streams of a page share. */
export type StreamContext = {
  network: Network
  rtcConfiguration: RTCConfiguration
  market: () => Market
  payer: () => Payer | undefined
  scores: Scores
}

/** Takes a source live: its Worker, its jobs one after another, its viewers. */
export function startStream(
  id: string,
  { title, input, ladder, effect, home = false, portrait, objects = false, rules = [] }: StreamOptions,
  context: StreamContext,
): LiveStream {
  const { rtcConfiguration, payer, scores } = context
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const media = wrap<StreamWorker>(worker)
  const listeners = new Set<() => void>()
  const cueListeners = new Set<(cues: Cue[], epoch: number) => void>()
  const abort = new AbortController()
  const startedAt = Date.now()
  const closed = Promise.withResolvers<void>()
  let state: StreamState = 'starting'
  let reason = 'Reading the source.'
  let docs: Section | undefined
  let format: { video: VideoFormat | undefined; audio: AudioFormat | undefined } = {
    video: undefined,
    audio: undefined,
  }
  let epoch = startedAt
  let renditions: Rendition[] = []
  let report: StreamReport | undefined
  /** The source has nothing for now. */
  let idle = false
  let ordered = effect
  const veilable = input.kind === 'frames'
  const isVeiled = (home: boolean) => veilable && (home || ordered?.id === PORTRAIT.id)
  let veiled = isVeiled(home)
  let shown = portrait
  const moderator = createModerator(rules, {
    onrequire() {
      void media.require(moderator.required())
      crew.setEffect(others())
    },
    onend: why => void end(why, false),
  })
  /** What is done before anything is sent, and what orchestrators are asked to do: they look, so only they may blur. */
  const own = (): Veiling | undefined =>
    veiled && ordered ? { ...ordered, ...(shown && { portrait: shown }) } : undefined
  const others = () => moderator.required() ?? (veiled ? undefined : ordered)
  let wanted = objects
  const finds = () => wanted || moderator.rules().length > 0
  const sight = createSight(finds())
  let beats = 0
  const cheats = createCheats()
  const reasons = createReasons()
  const settling: (() => void)[] = []

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const setState = (next: StreamState, why: string) => {
    if (state === 'ended' || state === 'failed') return
    if (next !== 'waiting') reasons.clear()
    state = next
    reason = why
    viewers.announce()
    changed()
  }

  const info = (): StreamInfo => ({
    title,
    renditions,
    codecs: renditions.map(({ codec, width, height, maxFramerate }) => {
      const framerate = maxFramerate || format.video?.framerate || 0
      return codecString(codec, { width, height, framerate })
    }),
    ...(format.audio === undefined ? {} : { audio: format.audio }),
    segmentMs: ladder.segmentMs,
    epoch,
    state: state === 'live' || state === 'ended' ? state : 'waiting',
    // Some of it may be an orchestrator's words.
    reason: reason.slice(0, MAX_REASON_LENGTH).toWellFormed(),
  })

  const viewers = serveViewers({ rtcConfiguration, worker, media, info })

  const cue = (cues: Cue[], until = 0) => {
    void media.cue(cues, until)
    if (cues.length === 0) return
    // Nobody is shown where what is blurred stands.
    if (moderator.required() === undefined || cues.some(({ kind }) => kind !== 'object')) viewers.cue(cues)
    for (const listener of cueListeners) listener(cues, epoch)
  }

  const find = () => {
    if (finds() === sight.snapshot().wanted) return
    sight.want(finds())
    crew.setObjects(finds())
  }

  const isWorking = () => crew.working().length > 0
  const crew = createCrew({
    ...context,
    ...{ worker, media, ladder, effect: others(), objects: finds(), cheats, signal: abort.signal },
    mayBlur: () => moderator.rules().some(({ action }) => action === 'blur'),
    onlook(cues) {
      sight.look(cues)
      moderator.look(cues)
      if (cues.length > 0) cue(cues)
    },
    onchange() {
      if (isWorking() && state === 'waiting' && !idle) setState('live', '')
      changed()
    },
    onwaiting(waiting) {
      const because =
        moderator.required() && 'A rule says that the picture is to be blurred: without it viewers see none. '
      if ((state === 'live' || state === 'waiting') && !isWorking())
        setState('waiting', (because ?? '') + reasons.tell(waiting))
    },
  })

  const order = async (video: VideoFormat) => {
    renditions = ladderFor(video, ladder)
    reasons.clear()
    const ordered = crew.order(video, renditions)
    setState('waiting', 'Looking for an orchestrator.')
    await ordered
  }

  /** The orchestrators deliver what they have; then, until none has come for a while, the frames that are on their way. */
  const drain = async (last: number) => {
    await Promise.all(crew.working().map(({ job }) => job.flush(last)))
    const total = () => report?.rungs.reduce((sum, { frames }) => sum + frames, 0) ?? 0
    let before = -1
    while (total() !== before) {
      before = total()
      await new Promise<void>(resolve => settling.push(resolve))
      await new Promise<void>(resolve => settling.push(resolve))
    }
  }

  const ontick = (next: StreamReport) => {
    report = next
    beats += 1
    for (const resolve of settling.splice(0)) resolve()
    crew.tick(next)
    viewers.tick(next)
    if (beats % FIGURE_BEATS === 0) changed()
  }

  const close = async (why: MillraceError, final: 'ended' | 'failed') => {
    setState(final, why.message)
    abort.abort(why)
    const over = crew.end(new MillraceError('ended', why.message))
    // A Worker that has failed answers no more.
    await Promise.all([over, within(media.endTaps(), HEARTBEAT_DEAD_MS, () => why).catch(() => {})])
    await viewers.end(why)
    worker.terminate()
    changed()
    closed.resolve()
  }

  /** Ends in order: what the source gave is transcoded and delivered first, unless nobody is to see it. */
  const end = async (why = STREAMER_ENDED, whole = true) => {
    if (state === 'ending' || state === 'ended' || state === 'failed') return closed.promise
    const live = state === 'live'
    setState('ending', why)
    const last = await media.stopSource()
    const ended = new MillraceError('ended', why)
    if (live && whole) await within(drain(last), DRAIN_MS, () => ended).catch(() => {})
    await close(ended, 'ended')
  }

  const payment = (): PaymentSnapshot | undefined => {
    const state = payer()?.state()
    const costs = crew.working().map(({ job, renditions }) => {
      const { price, weight, looks = 0 } = job.snapshot()
      const plain = segmentPixels(renditions, format.video?.framerate ?? 0, 60_000)
      const minute = BigInt(Math.round(Number(plain) * weight + looks))
      return price === undefined ? 0n : costOf(minute, price)
    })
    return state && { ...state, perMinute: costs.reduce((sum, cost) => sum + cost, 0n) }
  }

  const listener = {
    onformat(next: { video: VideoFormat | undefined; audio: AudioFormat | undefined; epoch: number }) {
      const changedVideo = JSON.stringify(next.video) !== JSON.stringify(format.video)
      format = next
      epoch = next.epoch
      if (next.video !== undefined && (changedVideo || idle)) {
        idle = false
        void order(next.video)
      }
      viewers.announce()
    },
    ontick,
    onrungbroken(id: string, track: number) {
      crew.job(id)?.requestKey(track)
    },
    onsilent(id: string, silence: number) {
      const why = `The orchestrator has sent nothing for ${Math.round(silence)} ms.`
      crew.job(id)?.end(new MillraceError('peer-lost', why))
    },
    onidle(why: string) {
      idle = true
      crew.rest(new MillraceError('ended', why))
      setState('waiting', why)
    },
    onbreach(id: string) {
      const why = 'The orchestrator sent frames that are not of this stream.'
      crew.job(id)?.end(new MillraceError('bad-message', why))
    },
    oncheat(id: string, cheat: Cheat) {
      const peer = crew.snapshots().find(job => job.id === id)?.peer
      if (peer === undefined || format.video === undefined) return
      const why = `The orchestrator cheats. ${cheat.reason}`
      cheats.note(id, peer, why)
      // One whose job was over when it was found out has not been graded for it.
      if (crew.job(id) === undefined) scores.observe(peer, 'cheated')
      crew.job(id)?.end(new MillraceError('cheated', why))
      void cheats.keep(id, cheat, { format: format.video, renditions }).then(changed)
    },
    onend: () => void end('The file has ended.'),
    onerror(code: MillraceError['code'], message: string, section: Section | undefined) {
      docs = section
      void close(new MillraceError(code, message), 'failed')
    },
  }
  const options = { segmentMs: ladder.segmentMs, bitrate: sourceBitrate(input), veil: own() }
  onWorkerFailure(worker, error => void close(error, 'failed'))
  void media.start(handOver(input), options, proxy(listener))

  return {
    id,
    snapshot: () => ({
      id,
      title,
      state,
      ...{ reason, docs, seeks: state === 'waiting' && !idle },
      source: { ...format, stats: report?.source },
      effect: ordered && plain(ordered),
      home: { possible: veilable, on: veiled },
      objects: sight.snapshot(),
      moderation: moderator.snapshot(),
      renditions: describe(renditions, report),
      jobs: crew.snapshots(),
      paid: crew.paid(),
      payment: payment(),
      viewers: viewers.count(),
      checks: report?.checks ?? NO_CHECKS,
      cheats: cheats.list(),
      startedAt,
    }),
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    replace: next => void media.replaceSource(handOver(next)),
    tap: (port, wish = 'all') => void media.tap(transfer(port, [port]), wish),
    setEffect(next, home = false, portrait) {
      ordered = next
      shown = portrait
      veiled = isVeiled(home)
      void media.veil(own())
      crew.setEffect(others())
      changed()
    },
    setObjects(on) {
      wanted = on
      find()
      changed()
    },
    setRules(rules) {
      moderator.set(rules)
      find()
      changed()
    },
    onturn: moderator.onturn,
    cue,
    oncue(listener) {
      cueListeners.add(listener)
      return () => cueListeners.delete(listener)
    },
    setPlayers: viewers.setPlayers,
    simulate: crew.simulate,
    end: why => end(why),
    watch: viewers.serve,
    closed: closed.promise,
  }
}

function describe(renditions: Rendition[], report: StreamReport | undefined): Snapshot['renditions'] {
  return renditions.map(rendition => {
    const rung = report?.rungs.find(({ track }) => track === rendition.track)
    const { framerate = 0, bitrate = 0, latency = 0, droppedSegments = 0, frames = 0 } = rung ?? {}
    return { rendition, framerate, bitrate, latency, droppedSegments, frames }
  })
}

/** Without its picture, of which nobody who looks at a snapshot makes anything. */
function plain({ picture: _, ...effect }: FullEffect): Effect {
  return effect
}

function sourceBitrate(input: LiveInput | FileInput): number {
  return input.kind !== 'frames' ? FILE_BITRATE : Math.round(bitrateFor(input) * SOURCE_HEADROOM)
}

/** Streams of frames, and ports, move to the Worker; files and addresses are copied. */
function handOver<Input extends LiveInput | FileInput>(input: Input): Input {
  if (input.kind === 'file') return input
  return transfer(input, transferables(input))
}
