import type { LinkPort } from '../network/link/types.ts'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'

/** A viewer who lost chunks is sent the newest GOP again, but not more often than this, ms. */
const RESYNC_MS = 1000

/** Where a viewer's chunks go; see `LinkPort`. */
export type ViewerPort = Pick<LinkPort, 'send' | 'close'>

type Viewer = {
  port: ViewerPort
  /** Rung that the viewer asked for. */
  wanted: number
  /** Rung sent from segment `since` on; before it, `old` is. They differ only around a switch. */
  track: number
  old: number
  since: number
  resyncedAt: number
  dropped: number
}

/** Sends every rung's chunks to those who watch it: encoded once, delivered to many. */
export type Publisher = {
  publish(chunk: Chunk): void
  add(id: string, port: ViewerPort, track: number): void
  remove(id: string): void
  /** Goes over to another rung at its next segment, without a gap. */
  select(id: string, track: number): void
  /** The viewer has lost chunks and needs a key. */
  resync(id: string, now: number): void
  /** Rung that is being sent and chunks dropped for being late. */
  viewer(id: string): { track: number; dropped: number } | undefined
}

/** @param newest the newest GOP of a rung, for viewers who begin in its middle */
export function createPublisher(newest: (track: number) => Chunk[]): Publisher {
  const viewers = new Map<string, Viewer>()
  /** Newest segment of each rung, and of all. */
  const reached = new Map<number, number>()
  let segment = 0

  const send = (viewer: Viewer, chunk: Chunk) => {
    if (!viewer.port.send(chunk)) viewer.dropped += 1
  }
  const sendNewest = (viewer: Viewer) => {
    for (const chunk of newest(viewer.track)) send(viewer, chunk)
  }
  const switchTo = (viewer: Viewer, track: number) => {
    if (track === viewer.track) return
    if (segment >= viewer.since) viewer.old = viewer.track
    viewer.track = track
    viewer.since = segment + 1
  }
  /** The rung asked for, or while that is left out for want of bandwidth the best below it. */
  const available = (wanted: number) => {
    const alive = [...reached].filter(([, at]) => at >= segment - 1).map(([track]) => track)
    if (alive.length === 0 || alive.includes(wanted)) return wanted
    return Math.max(...alive.filter(track => track < wanted), Math.min(...alive))
  }
  const advance = (chunk: Chunk) => {
    const isFirst = reached.size === 0
    reached.set(chunk.track, Math.max(chunk.segment, reached.get(chunk.track) ?? 0))
    if (chunk.segment <= segment) return
    segment = chunk.segment
    // In the middle of a stream: the other rungs are still to come.
    if (isFirst) return
    for (const viewer of viewers.values()) switchTo(viewer, available(viewer.wanted))
  }

  return {
    publish(chunk) {
      const sound = chunk.track === AUDIO_TRACK
      if (!sound) advance(chunk)
      for (const viewer of viewers.values()) {
        const track = chunk.segment >= viewer.since ? viewer.track : viewer.old
        if (sound || chunk.track === track) send(viewer, chunk)
      }
    },
    add(id, port, wanted) {
      const track = available(wanted)
      const viewer = { port, wanted, track, old: track, since: 0, resyncedAt: -RESYNC_MS, dropped: 0 }
      viewers.set(id, viewer)
      sendNewest(viewer)
    },
    remove(id) {
      viewers.get(id)?.port.close()
      viewers.delete(id)
    },
    select(id, track) {
      const viewer = viewers.get(id)
      if (viewer === undefined) return
      viewer.wanted = track
      switchTo(viewer, available(track))
    },
    resync(id, now) {
      const viewer = viewers.get(id)
      if (viewer === undefined || now - viewer.resyncedAt < RESYNC_MS) return
      viewer.resyncedAt = now
      // The old rung cannot be gone on with: a switch that is under way happens now.
      viewer.old = viewer.track
      sendNewest(viewer)
    },
    viewer: id => viewers.get(id),
  }
}
