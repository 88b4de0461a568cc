import type { Rendition } from '../protocol/schema.ts'

/** A rung needs its rate, and this for sound and the carrier's own bytes. */
const HEADROOM = 1.1
/** To climb, the link must offer this much of the next rung's rate. */
const CLIMB_HEADROOM = 1.3
/** So long all must be well before a climb. */
const CLIMB_AFTER_MS = 4000
/** An estimate only grows with what is sent: after so long without trouble a rung is tried that it does not cover yet. */
const PROBE_AFTER_MS = 12_000
/** A climb that fails within this time doubles the wait before that rung is tried again. */
const FAILED_WITHIN_MS = 10_000
const MAX_BACKOFF_MS = 120_000
/** Share of frames that came too late to be shown, and frames that wait for the decoder: above, it cannot keep up. */
const MAX_DROPPED = 0.1
const MAX_QUEUE = 30
/** A rung that was asked for may take a segment to come; until then old figures mean nothing. */
const SWITCH_MS = 3000

export type Conditions = {
  /** ms of any steady clock. */
  now: number
  /** Rungs that can be had and decoded. */
  rungs: Rendition[]
  /** Rung on the screen. */
  track: number
  /** Bits per second that the link gives; 0: unknown. */
  available: number
  /** Share of the last seconds' frames that were dropped, 0..1. */
  dropped: number
  /** Frames that wait for the decoder. */
  queue: number
  /** Device pixels of the player's picture. */
  height: number
}

/** Chooses the rung: down at the first sign of trouble, up after a calm while, ever later where climbing failed. */
export type Adapter = {
  /** Track to be watched from now on. */
  next(conditions: Conditions): number
}

export function createAdapter(): Adapter {
  const backoffs = new Map<number, { wait: number; until: number }>()
  let calmSince = 0
  let changedAt = Number.NEGATIVE_INFINITY
  let climbedTo: number | undefined
  let wanted = 0

  const change = (track: number, now: number) => {
    wanted = track
    changedAt = now
    calmSince = now
    return track
  }
  const punish = (track: number, now: number) => {
    const failed = climbedTo === track && now - changedAt < FAILED_WITHIN_MS
    const wait = failed
      ? Math.min(MAX_BACKOFF_MS, 2 * (backoffs.get(track)?.wait ?? CLIMB_AFTER_MS))
      : CLIMB_AFTER_MS
    backoffs.set(track, { wait, until: now + wait })
    climbedTo = undefined
  }

  return {
    next({ now, rungs, track, available, dropped, queue, height }) {
      const ladder = [...rungs].sort((a, b) => a.bitrate - b.bitrate)
      const current = ladder.findIndex(rung => rung.track === track)
      const rung = ladder[current]
      if (rung === undefined) return track
      if (wanted !== track && now - changedAt < SWITCH_MS && ladder.some(other => other.track === wanted))
        return wanted
      const top = largestFor(ladder, height)
      if (current > top) return change(ladder[top]?.track ?? track, now)

      const short = available > 0 && available < rung.bitrate * HEADROOM
      const slow = dropped > MAX_DROPPED || queue > MAX_QUEUE
      if ((short || slow) && current > 0) {
        punish(track, now)
        const fitting = ladder.findLastIndex(other => other.bitrate * HEADROOM <= available)
        const lower = short ? Math.min(current - 1, Math.max(0, fitting)) : current - 1
        return change(ladder[lower]?.track ?? track, now)
      }
      if (short || slow) calmSince = now

      const above = current < top ? ladder[current + 1] : undefined
      if (above === undefined || now < (backoffs.get(above.track)?.until ?? 0)) return track
      const covered = available >= above.bitrate * CLIMB_HEADROOM
      if (now - calmSince < (covered ? CLIMB_AFTER_MS : PROBE_AFTER_MS)) return track
      climbedTo = above.track
      return change(above.track, now)
    },
  }
}

/** The smallest rung that fills the picture, or the largest there is. */
function largestFor(ladder: Rendition[], height: number): number {
  const filling = ladder.findIndex(rung => rung.height >= height)
  return filling === -1 ? ladder.length - 1 : filling
}
