import type { StreamInfo } from '../protocol/schema.ts'

export type PlayerState = 'connecting' | 'waiting' | 'playing' | 'reconnecting' | 'ended' | 'failed'

/** Plays one stream on one canvas. */
export type Player = {
  snapshot(): PlayerSnapshot
  onchange(listener: () => void): () => void
  /** 'auto' or a rendition's track. */
  select(quality: 'auto' | number): void
  setMuted(muted: boolean): void
  /** 0..1 */
  setVolume(volume: number): void
  pause(): void
  /** Goes on at the live edge. */
  play(): void
  jumpToLive(): void
  close(): void
}

export type PlayerSnapshot = {
  state: PlayerState
  /** In plain words, with the next step; empty while playing. */
  reason: string
  info: StreamInfo | undefined
  /** Rendition on the screen. */
  track: number
  quality: 'auto' | number
  paused: boolean
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
  carrier: 'rtp' | 'data' | undefined
  width: number
  height: number
  codec: string
  /** Video minus sound at the output, ms. */
  audioOffset: number
}

/*
 * viewer/player.ts     startPlayer(network: Network, target: { peer, stream, addresses }, canvas: HTMLCanvasElement, options): Player
 * viewer/element.ts    <millrace-watch src="..." muted quality="auto">
 */
