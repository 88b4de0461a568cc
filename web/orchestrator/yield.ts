import type { OrchestratorJob } from './types.ts'

/** A live job that does less than this of real time falls behind. */
const KEEPS_UP = 0.98
/** What a file job gives up at once, and takes back little by little, of the time. */
const BACK_OFF = 0.5
const TAKE_BACK = 0.05
/** While anything is live, a file job has no more than this of the time, and never less than the other. */
const MOST_BESIDE_LIVE = 0.5
const LEAST = 0.05

/**
 * The share of the time that live jobs leave to a file job: half of it while they keep up, less when they do not.
 * @returns to be called every half second
 */
export function createYield(
  jobs: () => Pick<OrchestratorJob, 'state' | 'realtime' | 'file' | 'asked'>[],
): () => number {
  let share = 1
  return () => {
    const live = jobs().filter(
      ({ state, file, asked }) => state === 'running' && file === undefined && asked === undefined,
    )
    if (live.length === 0) share = Math.min(1, share + TAKE_BACK)
    else if (live.every(({ realtime }) => realtime >= KEEPS_UP))
      share = Math.min(MOST_BESIDE_LIVE, share + TAKE_BACK)
    else share = Math.max(LEAST, Math.min(MOST_BESIDE_LIVE, share * BACK_OFF))
    return share
  }
}
