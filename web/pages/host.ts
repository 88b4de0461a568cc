/**
 * What a headless node puts into a page before it loads (`globalThis.millraceHost`). A page that a person
 * opened has none of it: every member is optional.
 */
export type Host = {
  /** libp2p private key, base64 of its protobuf, from the node's file. */
  identity?: string
  /** Takes what happens in the page: one call per state change and one a second with figures. */
  report?(event: HostEvent): void
  /** Its account on the chain. It signs calls of the TicketBroker, and spends no more ether on them than its budget. */
  account?: import('../chain/types.ts').NodeAccount | undefined
  /** Where an orchestrator writes down its winning tickets and earnings: a file of the node. */
  journal?: import('../payments/types.ts').Journal | undefined
  /** Its HLS server: where segments are handed in, and where players find it. */
  hls?: { ingest: string; address: string } | undefined
  /** Its WHIP server: what publishers want of the page, one after another, and what came of it. */
  whip?: Counter<WhipAsk> | undefined
  /** Its WHEP server: the same of players. */
  whep?: Counter<WhepAsk> | undefined
  /** What is asked for at its HTTP server, or on its command line: one after another, and how it goes. */
  asks?: { next(): Promise<AskWish>; tell(news: AskNews): void } | undefined
  /** What the page of `millrace transcode` makes. */
  task?: Task | undefined
}

/** Where those who come to a server of the node are handed on to the page, one after another. */
export type Counter<Ask> = { next(): Promise<Ask>; reply(reply: Reply): void }

/** A publisher comes, with its session description, or leaves. */
export type WhipAsk = { id: string; session: string } & ({ kind: 'enter'; offer: string } | { kind: 'leave' })

/** A player comes, with its session description, or leaves. */
export type WhepAsk = { id: string; session: string } & (
  | {
      kind: 'enter'
      offer: string
      /** Id of the stream; empty: the newest. */
      stream: string
      /** Name of the rendition; empty: the largest. */
      rendition: string
    }
  | { kind: 'leave' }
)

/** A session description, or why there is none, in plain words. */
export type Reply = { id: string } & ({ answer: string } | { code: string; message: string })

/** A picture, a sound or words of which something is asked, or a request that is not wanted any more. */
export type AskWish = { id: string } & (
  | {
      kind: 'ask'
      task: import('../protocol/schema.ts').Effect
      /** URL path of it, on the server of the page; or words. */
      about: string | import('../protocol/wish.ts').Wish
      /** URL path that takes what comes of it, a JPEG, a PNG or a WebM; what is found or said is told. */
      out: string
    }
  | { kind: 'leave' }
)

/** In which a picture goes out, or is painted; or how long a sound is, ms. */
export type AskedSize = { width: number; height: number } | { duration: number }

/** How a request goes. */
export type AskNews = { id: string } & (
  | ({
      kind: 'opened'
      /** At the offers that are heard by now. */
      prices: import('./ask/price.ts').Prices
    } & AskedSize)
  | {
      kind: 'stage'
      /** `searching`: nobody is there who can do it. `checking`: it is done again here, to compare it. */
      stage:
        | 'searching'
        | 'checking'
        | Extract<import('../ask/types.ts').AskEvent, { kind: 'asked' }>['stage']
      /** Empty while nobody is asked. */
      peer: string
      /** Of what is sent, loaded, written down, painted or taken. */
      share: number
      /** Why nobody is there, in plain words; empty where somebody is. */
      reason: string
    }
  /** An orchestrator did not do it. */
  | { kind: 'missed'; peer: string; reason: string }
  | {
      kind: 'done'
      /** Of the orchestrator. */
      peer: string
      /** Wei. */
      paid: bigint
      ms: number
      checked: boolean
      /** Undefined where nothing was looked for. */
      found: import('../protocol/askschema.ts').Found[] | undefined
      /** Undefined where no sound was asked about. */
      said: import('../protocol/askschema.ts').Said[] | undefined
    }
  | { kind: 'failed'; code: import('../protocol/errors.ts').Code; message: string; hint: string }
)

/** A video file that is to be made, for `transcode.html`. */
export type Task = {
  /** URL of the video. Its last part names the work: what is done of it goes on under the same name. */
  file: string
  /** URL below which what is made is put: a file under its rendition's name; those of HLS under their own. */
  out: string
  container: 'mp4' | 'webm' | 'hls'
  codec: import('../protocol/ladder.ts').CodecName
  /** Names of rungs, or OWN_SIZE; bits per second. */
  renditions: { name: string; bitrate?: number }[]
  /** Of all renditions, 0 to 63 (quality.ts); absent: they have a bit rate. */
  quality?: number
  sound: boolean
  /** At the most; 0 keeps the video's. */
  maxFramerate: number
  shape: import('../protocol/picture.ts').Shape
  fit: import('../protocol/picture.ts').Fit
  /** Degrees, clockwise. */
  turn: import('../protocol/picture.ts').Turn
  /** What is done to the pictures first. */
  effect?: import('../protocol/schema.ts').Effect
  /** Seconds of the video. */
  trim: { start?: number; end?: number }
}

/** The rendition that has the size of the video. */
export const OWN_SIZE = 'source'

/** How far a task is. */
export type TaskProgress = {
  /** `delivering`: all is made, and goes to the node. */
  state: 'waiting' | 'working' | 'joining' | 'delivering'
  /** Why nobody works on it, where that is known. */
  reason: string
  segments: { made: number; all: number }
  /** Of the source. */
  frames: { made: number; all: number }
  /** With what is made of segments in work, 0 to 1. */
  share: number
  /** Those that work on it, and those that did. */
  orchestrators: {
    peer: string
    present: boolean
    made: number
    failed: number
    error: string
    paid: bigint
  }[]
  /** Wei. */
  paid: bigint
}

export type HostEvent =
  | { kind: 'ready'; peer: string }
  | { kind: 'stream'; link: string; snapshot: import('../gateway/types.ts').Snapshot }
  | { kind: 'cues'; stream: string; epoch: number; cues: import('../protocol/schema.ts').Cue[] }
  | { kind: 'moderation'; stream: string; turn: import('../gateway/types.ts').Turn }
  | { kind: 'orchestrator'; snapshot: import('../orchestrator/types.ts').OrchestratorSnapshot }
  /** What an orchestrator offers to do to pictures and sounds, and what it is too slow for, by id; once nothing is measured any more. */
  | { kind: 'effects'; offered: string[]; slow: string[] }
  | {
      kind: 'earnings'
      standing: import('./contribute/types.ts').Standing
      account: string | undefined
      summary: import('../payments/types.ts').LedgerSummary | undefined
    }
  | {
      kind: 'opened'
      format: string
      width: number
      height: number
      framerate: number
      frames: number
      seconds: number
      sounds: number
      notices: string[]
    }
  | { kind: 'task'; progress: TaskProgress }
  | { kind: 'delivered' }
  | { kind: 'failed'; code: string; message: string; hint: string }
  | { kind: 'relays'; relays: import('../network/types.ts').RelayState[] }
  | { kind: 'error'; code: string; message: string }

/** What a page offers to the headless node that drives it (`globalThis.millracePage`). */
export type Page = {
  /** Ends streams or lets jobs finish; resolves when it is safe to close the page. */
  stop(): Promise<void>
}

declare global {
  var millraceHost: Host | undefined
  var millracePage: Page | undefined
}

/** The headless node around this page, if there is one. */
export function host(): Host {
  return globalThis.millraceHost ?? {}
}
