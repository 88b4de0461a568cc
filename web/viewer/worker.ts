import { expose, type ProxyMarked, proxy } from 'comlink'
import { linkHub } from '../network/link/hub.ts'
import { HEARTBEAT_MS } from '../protocol/limits.ts'
import { type PlaybackReport, startPlayback } from './playback.ts'

/** What the player hears of its Worker. */
export type PlaybackEvent =
  /** Every HEARTBEAT_MS, in background tabs too: the player's heartbeats hang on it. */
  | { kind: 'report'; report: PlaybackReport }
  /** The first frame of a rung, or the first after a pause, is on the screen. */
  | { kind: 'shown'; track: number }
  | { kind: 'needkey'; track: number }
  | { kind: 'undecodable'; track: number; reason: string }

const hub = linkHub(self)

const api = {
  /** Begins to play on this canvas whatever link is attached. */
  start(canvas: OffscreenCanvas, onevent: ((event: PlaybackEvent) => void) & ProxyMarked) {
    let shown = -1
    const playback = startPlayback(canvas, {
      onshown({ track }) {
        if (track !== shown) onevent({ kind: 'shown', track })
        shown = track
      },
      onneedkey: track => onevent({ kind: 'needkey', track }),
      onerror: (track, { message }) => onevent({ kind: 'undecodable', track, reason: message }),
    })
    const timer = setInterval(() => onevent({ kind: 'report', report: playback.report() }), HEARTBEAT_MS)
    return proxy({
      ...playback,
      attach(link: string) {
        shown = -1
        playback.attach(hub.port(link))
      },
      close() {
        clearInterval(timer)
        playback.close()
      },
    })
  },
}

export type PlayerWorker = typeof api

expose(api)
