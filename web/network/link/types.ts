import type { Chunk } from '../../protocol/chunk.ts'
import type { Signal } from '../../protocol/schema.ts'

/** `rtp`: chunks inside an RTP track; `data`: chunks over data channels. */
export type CarrierKind = 'rtp' | 'data'

/** What the link gives at the moment, as its sending side sees it. */
export type LinkState = {
  carrier: CarrierKind
  /** Bits per second that may be sent; 0 until it is known. */
  available: number
  /** Round trip, ms. */
  rtt: number
  /** Share of packets lost lately, 0..1. */
  loss: number
  /** Bytes handed over and not yet sent. */
  backlog: number
  /** Chunks dropped by `send` so far. */
  dropped: number
}

/** One end of a media link inside a Worker: where frames enter and leave. */
export type LinkPort = {
  /** Sends a chunk; false if the link is so far behind that it dropped it (and all up to the next key of that track). */
  send(chunk: Chunk): boolean
  /** So little waits that there is room for what is not urgent. */
  isCalm(): boolean
  /** Called in order for each track. `lost`: at least one chunk of this track before this one will never come. */
  onchunk: (chunk: Chunk, lost: boolean) => void
  /** Called a few times a second. */
  onstate: (state: LinkState) => void
  /** Called once, however the link ends. */
  onclose: () => void
  close(): void
}

/**
 * How the two sides of a link exchange their session descriptions: the job stream or the watch stream.
 * The offering side holds what comes before it has called openLink.
 */
export type SignalPort = {
  send(signal: Signal): void
  onsignal: (signal: Signal) => void
}

export type LinkOptions = {
  /** Name by which the Worker knows this link: `hub.port(id)`. */
  id: string
  side: 'offer' | 'answer'
  /** The Worker whose `linkHub` gets the frames. */
  worker: Worker
  signals: SignalPort
  /** Bits per second that this side will want to send at most. */
  bitrate: number
  /** In order of preference. */
  carriers: CarrierKind[]
  rtcConfiguration: RTCConfiguration
  signal: AbortSignal
}

/** The main thread's handle of a link: signalling, control messages, statistics. No frame passes here. */
export type Link = {
  carrier: CarrierKind
  /** A reliable, ordered channel beside the frames, up to MAX_MESSAGE_BYTES a message. */
  control: { send(bytes: Uint8Array): void; onmessage: (bytes: Uint8Array) => void }
  /** Settles with the reason when the link has ended, by either side or by itself. */
  closed: Promise<Error | undefined>
  close(): void
}

/*
 * network/link/open.ts   openLink(options: LinkOptions): Promise<Link>     main thread; resolves when chunks flow
 * network/link/hub.ts    linkHub(scope): { port(id: string): LinkPort }    Worker; call once, at its start
 */
