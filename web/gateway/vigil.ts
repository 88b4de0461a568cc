import { MillraceError } from '../protocol/errors.ts'
import { MAX_BEAT_MS, SOLE_DEAD_MS } from '../protocol/limits.ts'
import { createOwnClock } from '../protocol/ownclock.ts'
import { createDrift } from './drift.ts'
import type { StreamReport } from './worker.ts'

/** An orchestrator whose renditions trail the source by more than this times its patience has fallen behind live. */
const LAG_PATIENCE = 5
/** How long an orchestrator that has accepted may be silent before its link is open, ms: both machines are busy then. */
const OPENING_PATIENCE_MS = 4000

/** Whether an orchestrator is still there, and keeps up. Each look, one every HEARTBEAT_MS, gives the reason for which its job ends. */
export type Vigil = {
  heard(): void
  /** It has accepted, and its link is not open yet. */
  opening(): MillraceError | undefined
  standby(): MillraceError | undefined
  /** @param report of its own renditions @param spare somebody could do better: it need not fall as far behind */
  working(report: StreamReport, spare: boolean): MillraceError | undefined
}

/** @param patience how long it may be silent while it works, ms */
export function createVigil(patience: () => number): Vigil {
  const clock = createOwnClock(MAX_BEAT_MS)
  const time = () => clock(performance.now())
  const drifts = createDrift()
  let heardAt = time()
  let frames = 0
  /** The source's newest timestamp when it began to work, µs. */
  let begunAt: number | undefined

  const silence = (most: number) => {
    const silent = time() - heardAt
    if (silent <= most) return undefined
    return new MillraceError('peer-lost', `The orchestrator has been silent for ${Math.round(silent)} ms.`)
  }

  return {
    heard() {
      heardAt = time()
    },
    opening: () => silence(OPENING_PATIENCE_MS),
    standby: () => silence(SOLE_DEAD_MS),
    working(report, spare) {
      const delivered = report.rungs.reduce((sum, rung) => sum + rung.frames, 0)
      if (delivered > frames) heardAt = time()
      frames = delivered
      begunAt ??= report.newest
      const lag = lagOf(report, begunAt)
      const falls = drifts({ lag, frames })
      if (lag <= patience() * LAG_PATIENCE && !(falls && spare)) return silence(patience())
      return new MillraceError('too-slow', `The orchestrator is ${(lag / 1000).toFixed(1)} s behind live.`)
    },
  }
}

/**
 * How far the newest rendition is behind the source, ms: not what an earlier orchestrator left behind, nor rungs
 * that are left out for want of bandwidth.
 */
function lagOf({ newest, rungs }: StreamReport, begunAt: number): number {
  return (newest - Math.max(begunAt, ...rungs.map(rung => rung.newest))) / 1000
}
