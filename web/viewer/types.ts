import type { Section } from '../protocol/help.ts'
import type { Cue, Rendition, StreamInfo } from '../protocol/schema.ts'

/** `away`: the streamer is not to be found; it is looked for on and on. */
export type PlayerState = 'connecting' | 'away' | 'waiting' | 'playing' | 'reconnecting' | 'ended' | 'failed'

/** Plays one stream on one canvas. */
export type Player = {
  snapshot(): PlayerSnapshot
  onchange(listener: () => void): () => void
  /** 'auto', a rendition's track, or its name as soon as there is one of that name. */
  select(quality: string | number): void
  setMuted(muted: boolean): void
  /** 0..1 */
  setVolume(volume: number): void
  pause(): void
  /** Goes on where it was paused as far as that is kept, else at the live edge. */
  play(): void
  jumpToLive(): void
  /** Goes on with what was captured then, Unix ms by the streamer's clock, or with the nearest that is kept. */
  seek(at: number): void
  /** A hint: while nobody sees the picture, 'auto' takes the smallest rung. */
  setVisible(visible: boolean): void
  close(): void
}

export type PlayerOptions = {
  muted: boolean
  /** 0..1 */
  volume: number
  /** 'auto' or the name of a rung, e.g. '720p'. */
  quality: string
  rtcConfiguration: RTCConfiguration
}

/**
 * Plays the stream of a master playlist in a video element.
 * @param start s from the beginning of its window; undefined: at the live edge, or from the beginning of what is over
 */
export type HlsStart = (
  video: HTMLVideoElement,
  address: string,
  options: PlayerOptions,
  start?: number,
) => Player

/** What of a stream can be watched, Unix ms by the streamer's clock. */
export type Timeline = {
  from: number
  until: number
  /** The picture is the newest that there is. */
  live: boolean
  /** Nothing more is to come. */
  ended: boolean
}

export type PlayerSnapshot = {
  state: PlayerState
  /** In plain words, with the next step; empty while playing. */
  reason: string
  /** Section of the guide that says more. */
  docs: Section | undefined
  info: StreamInfo | undefined
  /** Rungs that this browser can decode. */
  rungs: Rendition[]
  /** Rendition on the screen. */
  track: number
  quality: 'auto' | number
  paused: boolean
  /** Also true while the browser keeps the page silent until someone touches it. */
  muted: boolean
  volume: number
  /** When the picture was captured, Unix ms by the streamer's clock; undefined before the first. */
  at: number | undefined
  /** undefined: nothing can be gone back to. */
  timeline: Timeline | undefined
  /** What belongs to the moment on the screen. */
  cues: Cue[]
  /** There are captions. */
  captioned: boolean
  /** Things in the picture are found. */
  recognised: boolean
  stats: PlayerStats
}

export type PlayerStats = {
  /** ms from capture read to display, clocks aligned over the link. */
  latency: number
  /** ms that frames wait before they are shown. */
  buffer: number
  framerate: number
  /** Bits per second received. */
  bitrate: number
  available: number
  rtt: number
  loss: number
  frames: number
  dropped: number
  freezes: number
  carrier: 'rtp' | 'data' | 'hls' | undefined
  width: number
  height: number
  codec: string
  /** Video minus sound at the output, ms. */
  audioOffset: number
}
