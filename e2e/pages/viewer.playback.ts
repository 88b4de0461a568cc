import { expose } from 'comlink'
import type { LinkPort } from '../../web/network/link/types.ts'
import type { Chunk } from '../../web/protocol/chunk.ts'
import type { StreamInfo } from '../../web/protocol/schema.ts'
import { type Playback, startPlayback } from '../../web/viewer/playback.ts'

/** The viewer's Worker side, with a link whose chunks the test deals out. */
const port: LinkPort = {
  send: () => false,
  isCalm: () => false,
  onchunk() {},
  onstate() {},
  onclose() {},
  close() {},
}
const shown: { track: number; timestamp: number; width: number; height: number }[] = []
const keysAsked: number[] = []
const failed: number[] = []
let playback: Playback

const api = {
  async start(canvas: OffscreenCanvas, info: StreamInfo): Promise<number[]> {
    playback = startPlayback(canvas, {
      onshown: ({ track, timestamp, width, height }) => shown.push({ track, timestamp, width, height }),
      onneedkey: track => keysAsked.push(track),
      onerror: track => failed.push(track),
    })
    const playable = await playback.configure(info)
    playback.attach(port)
    return playable
  },
  feed: (chunk: Chunk, lost: boolean) => port.onchunk(chunk, lost),
  setPaused: (paused: boolean) => playback.setPaused(paused),
  shown: () => shown,
  keysAsked: () => keysAsked,
  failed: () => failed,
  report: () => playback.report(),
  close(): void {
    playback.close()
    // Chromium complains on the console of every frame it collects that nobody closed.
    ;(globalThis as { gc?: () => void }).gc?.()
  },
}

export type PlaybackWorker = typeof api

expose(api)
