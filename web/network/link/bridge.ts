import type { Code } from '../../protocol/errors.ts'
import type { Landing } from './control.ts'
import type { CarrierKind } from './types.ts'

/** Announces a link to a Worker's hub, with the port on which both speak of it. Foreign messages lack `millraceLink`. */
export type Announcement = { millraceLink: string; port: MessagePort }

/** Options of an RTCRtpScriptTransform: which end of which link its frames belong to. */
export type TransformOptions = { millraceLink: string; direction: 'send' | 'receive' }

/** What the connection measures, every TICK_MS. */
export type LinkStats = { available: number; rtt: number; loss: number }

/** From the main thread to the Worker, about one link. */
export type ToWorker =
  | { kind: 'pictures'; writable: WritableStream<VideoFrame> }
  | { kind: 'channel'; channel: RTCDataChannel }
  /** The same where the browser cannot transfer one: see bridged-channel.ts. */
  | { kind: 'bridge'; port: MessagePort }
  /** The self-check is over: chunks may flow. */
  | { kind: 'carrier'; carrier: CarrierKind }
  | { kind: 'stats'; stats: LinkStats }
  | Landing
  | { kind: 'closed' }

/** From the Worker to the main thread, about one link. */
export type FromWorker =
  /** Time goes on; the main thread's own timers may be throttled. */
  | { kind: 'tick' }
  /** A probe came through the RTP carrier. */
  | { kind: 'heard' }
  | Landing
  /** One more data channel is open. */
  | { kind: 'open' }
  | { kind: 'failed'; code: Code; message: string }
  | { kind: 'close' }

/** Between two ticks, ms. */
export const TICK_MS = 300
