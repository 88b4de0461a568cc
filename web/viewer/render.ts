import { type Clock, SETTLE_MS } from './clock.ts'

/** Frames that wait to be shown; beyond, the oldest goes on the screen early: decoders have few buffers to lend. */
const MAX_WAITING = 40
/** Timers are that coarse. */
const EARLY_MS = 2
/** A picture that stands still for longer is a freeze. */
const FREEZE_MS = 500

export type ShownFrame = {
  track: number
  /** µs */
  timestamp: number
  width: number
  height: number
  /** performance.now() when it was drawn. */
  at: number
  /** ms after its time. */
  late: number
  /** ms between decoding and drawing. */
  waited: number
}

/** Counts since the start. */
export type RenderStats = { shown: number; dropped: number; freezes: number }

/** Shows decoded frames on a canvas at the clock's times, by the Worker's timer. */
export type Renderer = {
  /** Takes the frame over. One that is not newer than the last one shown is dropped unseen: time goes on. */
  push(frame: VideoFrame, track: number): void
  /** Drops what waits; the next frame is shown at once, and the way to the live edge counts for nothing. */
  restart(): void
  /** The next frame may be older than the last one shown: another timeline begins. */
  rewind(): void
  stats(): RenderStats
  close(): void
}

type Waiting = { frame: VideoFrame; track: number; readyAt: number }

export function startRenderer(
  canvas: OffscreenCanvas,
  clock: Clock,
  onshown: (frame: ShownFrame) => void,
): Renderer {
  const context = canvas.getContext('2d', { alpha: false, desynchronized: true })
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest = Number.NEGATIVE_INFINITY
  let shownAt: number | undefined
  let startedAt = Number.POSITIVE_INFINITY
  const stats: RenderStats = { shown: 0, dropped: 0, freezes: 0 }

  const draw = ({ frame, track, readyAt }: Waiting, now: number) => {
    const { timestamp, displayWidth: width, displayHeight: height } = frame
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    context?.drawImage(frame, 0, 0, width, height)
    frame.close()
    const late = Math.max(0, now - clock.due(timestamp))
    startedAt = Math.min(startedAt, now)
    if (shownAt !== undefined && now - shownAt > FREEZE_MS) stats.freezes += 1
    stats.shown += 1
    newest = timestamp
    shownAt = now
    onshown({ track, timestamp, width, height, at: now, late, waited: now - readyAt })
  }
  /** Of all frames whose time has come the newest is shown. */
  const tick = () => {
    const now = performance.now()
    const later = waiting.findIndex(({ frame }) => clock.due(frame.timestamp) > now + EARLY_MS)
    const due = later === -1 ? waiting.length : Math.max(later, waiting.length - MAX_WAITING, shownAt ? 0 : 1)
    const [last, ...late] = waiting.splice(0, due).reverse()
    for (const { frame } of late) frame.close()
    // On the way to the live edge nothing is late: it is skipped.
    if (now - startedAt > SETTLE_MS) stats.dropped += late.length
    if (last !== undefined) draw(last, now)
    schedule()
  }
  const schedule = () => {
    clearTimeout(timer)
    const next = waiting[0]
    if (next === undefined) return
    timer = setTimeout(tick, Math.max(0, clock.due(next.frame.timestamp) - performance.now()))
  }
  const clear = () => {
    clearTimeout(timer)
    for (const { frame } of waiting) frame.close()
    waiting = []
  }

  return {
    push(frame, track) {
      const index = waiting.findLastIndex(other => other.frame.timestamp <= frame.timestamp)
      if (frame.timestamp <= newest || waiting[index]?.frame.timestamp === frame.timestamp) {
        frame.close()
        return
      }
      const readyAt = performance.now()
      clock.ready('picture', frame.timestamp, readyAt)
      waiting.splice(index + 1, 0, { frame, track, readyAt })
      if (shownAt === undefined) tick()
      else schedule()
    },
    restart() {
      clear()
      shownAt = undefined
      startedAt = Number.POSITIVE_INFINITY
    },
    rewind() {
      newest = Number.NEGATIVE_INFINITY
    },
    stats: () => stats,
    close: clear,
  }
}
