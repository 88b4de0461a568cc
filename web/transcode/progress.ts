import { createMeter } from '../protocol/meter.ts'

/** Tells whether work keeps up with what comes in. Times are ms of any steady clock. */
export type Progress = {
  came(now: number): void
  done(now: number): void
  framerate(now: number): number
  /** Seconds of video done per second that was due; 1 keeps up. A source that pauses is nobody's slowness. */
  realtime(now: number): number
}

/** @param framerate the source's frames per second: what comes faster is a backlog, not yet due */
export function createProgress(framerate: number): Progress {
  const came = createMeter()
  const done = createMeter()
  return {
    came: now => came.add(now, 0),
    done: now => done.add(now, 0),
    framerate: now => done.framerate(now),
    realtime(now) {
      const due = Math.min(came.framerate(now), framerate || 30)
      return due > 0 ? done.framerate(now) / due : 1
    },
  }
}
