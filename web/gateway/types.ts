import type { Portrait } from '../avatar/types.ts'
import type { FileInput, LiveInput, SourceStats } from '../capture/types.ts'
import type { PayerState } from '../payments/types.ts'
import type { OrchestratorFault } from '../protocol/faults.ts'
import type { Section } from '../protocol/help.ts'
import type { LadderChoice } from '../protocol/ladder.ts'
import type { Action, Rules } from '../protocol/moderation.ts'
import type { Label } from '../protocol/objects.ts'
import type {
  AudioFormat,
  Cue,
  Effect,
  FullEffect,
  Price,
  Rendition,
  VideoFormat,
} from '../protocol/schema.ts'
import type { Grounds } from '../protocol/select.ts'
import type { TapWish } from '../record/types.ts'
import type { CheckReport } from '../verify/types.ts'

export type StreamOptions = {
  title: string
  input: LiveInput | FileInput
  ladder: LadderChoice
  /** What is done to the pictures from the start; absent: nothing. */
  effect?: FullEffect | undefined
  /** It is made by this page, before anything is sent. Only for devices: what is done to a file is done by orchestrators. */
  home?: boolean
  /** The picture of the effect PORTRAIT, which is always made by this page: it and what devices see are sent to nobody. */
  portrait?: Portrait | undefined
  /** Things in the picture are to be found from the start. */
  objects?: boolean
  /** What is done when some of them are seen; absent: nothing. Where there are any, things are found. */
  rules?: Rules
}

export type StreamState = 'starting' | 'waiting' | 'live' | 'ending' | 'ended' | 'failed'

/** A live stream of this gateway page. All that a page shows of it is in `snapshot`. */
export type Stream = {
  id: string
  snapshot(): Snapshot
  /** Called when the snapshot changed, at most a few times a second. */
  onchange(listener: () => void): () => void
  /** Goes on with other devices, without a gap, or with another publisher. */
  replace(input: LiveInput): void
  /** Sends what is published from now on to this port too: see record/types.ts. */
  tap(port: MessagePort, wish?: TapWish): void
  /**
   * What is to be done to the pictures from now on, without a gap where who works offers it; undefined: nothing.
   * @param home @param portrait see `StreamOptions`; a plain picture is sent until its model is ready
   */
  setEffect(effect: FullEffect | undefined, home?: boolean, portrait?: Portrait): void
  /** Whether things in the picture are to be found, by whoever works if it offers that. */
  setObjects(on: boolean): void
  /** What is done from now on when something is seen. */
  setRules(rules: Rules): void
  /** Called when something that a rule is about is there, or gone; times are Unix ms. */
  onturn(listener: (turn: Turn) => void): () => void
  /**
   * Tells viewers what belongs to a stretch of the stream's time.
   * @param until all captions that begin before this are told, µs of the source
   */
  cue(cues: Cue[], until?: number): void
  /** Called with what viewers are told of that, and the Unix ms of timestamp 0. */
  oncue(listener: (cues: Cue[], epoch: number) => void): () => void
  /** How many watch by other ways than the watch page's: they are viewers, too. */
  setPlayers(count: number): void
  /** Makes it look as if the orchestrator that works failed. */
  simulate(kind: OrchestratorFault): void
  /** The source is done or the person ended it: what is under way is delivered, viewers are told. */
  end(reason?: string): Promise<void>
}

export type Snapshot = {
  id: string
  title: string
  state: StreamState
  /** Why it waits or failed, in plain words, with the next step. */
  reason: string
  /** It waits for orchestrators, not for its source. */
  seeks: boolean
  /** Section of the guide that says more of a failure. */
  docs: Section | undefined
  source: { video: VideoFormat | undefined; audio: AudioFormat | undefined; stats: SourceStats | undefined }
  /** What was ordered to be done to the pictures; undefined: nothing. What is done, the jobs say. */
  effect: Effect | undefined
  /** Whether effects can be made by this page, and are. */
  home: { possible: boolean; on: boolean }
  objects: ObjectsSnapshot
  moderation: ModerationSnapshot
  renditions: RenditionSnapshot[]
  jobs: JobSnapshot[]
  /** To all orchestrators so far, wei; also in jobs that are not shown any more. */
  paid: bigint
  /** How the session stands that pays; undefined: there is none, and only work for nothing is taken. */
  payment: PaymentSnapshot | undefined
  viewers: number
  checks: CheckReport
  cheats: CheatSnapshot[]
  /** Unix ms. */
  startedAt: number
}

export type ObjectsSnapshot = {
  wanted: boolean
  /** Looks at the picture so far. */
  looks: number
  /** What the last one showed: how many of each kind. */
  seen: Record<string, number>
}

/** Something that a rule is about has come into the picture, or is gone. */
export type Turn = {
  /** The same for both. */
  id: number
  label: Label
  action: Action
  /** Of the look that made sure, 0 to 1. */
  score: number
  /** ms */
  start: number
  /** ms; absent: it is there. */
  end?: number
}

export type ModerationSnapshot = {
  rules: Rules
  /** Somebody looks: the rules are in force. */
  looking: boolean
  /** What they are about and is seen. */
  there: Turn[]
}

export type PaymentSnapshot = PayerState & {
  /** What the jobs that work now cost, wei. */
  perMinute: bigint
}

export type RenditionSnapshot = {
  rendition: Rendition
  framerate: number
  bitrate: number
  /** p50 of the last seconds, ms from capture read to the rendition's return. */
  latency: number
  /** Segments that came incomplete. */
  droppedSegments: number
  frames: number
}

/** What an orchestrator was caught at. */
export type CheatSnapshot = {
  job: string
  peer: string
  /** In plain words. */
  reason: string
  /** Unix ms. */
  at: number
  /** Evidence is kept: see `findEvidence`. */
  evidence: boolean
  /** Why there is none, in plain words; empty where it is kept or about to be. */
  lack: string
}

export type JobSnapshot = {
  id: string
  peer: string
  /** `ended`: by this side, in order; `refused`: by either side before it lost anything. */
  state: 'connecting' | 'standby' | 'running' | 'lost' | 'refused' | 'ended'
  reason: string
  rtt: number
  carrier: 'rtp' | 'data' | undefined
  realtime: number
  startedAt: number
  /** Names of the sizes that it makes: the whole ladder, or its part of one that is spread. */
  rungs: string[]
  /** Why this one. */
  choice: Grounds
  /** Of this job; undefined: it is done for nothing. */
  price: Price | undefined
  /** Expected value of the tickets that were signed for it, wei. */
  paid: bigint
  /** What it does to the pictures; undefined: nothing. */
  effect: Effect | undefined
  /** For how many plain pixels each counts with that. */
  weight: number
  /** Share of the model of what was ordered that is there; undefined: it waits for none. */
  loading: number | undefined
  /** Plain output pixels for which a minute of looks at the picture counts at most; undefined: it finds nothing in it. */
  looks: number | undefined
}

/** The gateway role of a page. */
export type Gateway = {
  goLive(options: StreamOptions): Promise<Stream>
  streams(): Stream[]
  close(): Promise<void>
}

/*
 * gateway/gateway.ts   startGateway(network: Network, rtcConfiguration, market: () => Market, payer?: () => Payer | undefined): Gateway
 */
