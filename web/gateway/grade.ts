import type { Outcome } from '../protocol/score.ts'
import type { StreamReport } from './worker.ts'

/** Renditions later than this behind the source are late, ms. */
const LATE_MS = 1000

/**
 * Grades the orchestrator that works by what comes back, whatever it says of itself.
 * @returns takes each report from the job's first on; tells a grade when a segment's time is over
 */
export function createGrader(
  segmentMs: number,
): (report: Pick<StreamReport, 'newest' | 'rungs'>) => Outcome | undefined {
  let begun: { newest: number; dropped: number } | undefined
  return ({ newest, rungs }) => {
    const dropped = rungs.reduce((sum, rung) => sum + rung.droppedSegments, 0)
    begun ??= { newest, dropped }
    if (newest - begun.newest < segmentMs * 1000) return undefined
    const lag = (newest - Math.max(...rungs.map(rung => rung.newest))) / 1000
    const isGood = dropped === begun.dropped && lag <= LATE_MS
    begun = { newest, dropped }
    return isGood ? 'good' : 'poor'
  }
}
