import type { Rendition, StreamInfo } from '../protocol/schema.ts'

export type PlayerState = 'connecting' | 'waiting' | 'playing' | 'reconnecting' | 'ended' | 'failed'

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
  /** Goes on at the live edge. */
  play(): void
  jumpToLive(): void
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

/** Plays the stream of a master playlist in a video element. */
export type HlsStart = (video: HTMLVideoElement, address: string, options: PlayerOptions) => Player

export type PlayerSnapshot = {
  state: PlayerState
  /** In plain words, with the next step; empty while playing. */
  reason: string
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

/*
 * viewer/player.ts     startPlayer(network: Dialer, target: Target, canvas: HTMLCanvasElement, options: PlayerOptions): Player
 * viewer/element.ts    <millrace-watch src="..." muted quality="auto">
 */
