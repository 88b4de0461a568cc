/** Over so long the share of skipped frames is taken, ms: one late key is no overload. */
const WINDOW_MS = 2000
/** A larger share of skipped frames is more than the machine can do. */
const MAX_SKIPPED = 0.1
/** A rung that was left out is tried again after so long, doubled each time that it proves too much. */
const RETURN_MS = 15_000
const MAX_RETURN_MS = 240_000

type Work = {
  /** Frames skipped since the start. */
  skipped: number
  /** Frames done per second. */
  framerate: number
}

/** Leaves out rungs of a ladder, from the top, while the machine cannot keep up with all: frames are worth more. */
export type Relief = {
  /** How many rungs to encode, from the smallest up: at least one. @param now ms of any steady clock */
  look(work: Work, now: number): number
}

export function createRelief(rungs: number): Relief {
  const seen: { skipped: number; now: number }[] = []
  let kept = rungs
  let changedAt: number | undefined
  let returnedAt: number | undefined
  let wait = RETURN_MS

  const change = (next: number, now: number) => {
    kept = next
    changedAt = now
    seen.length = 0
  }
  const shareSkipped = ({ skipped, framerate }: Work, now: number) => {
    seen.push({ skipped, now })
    while ((seen[1]?.now ?? now) <= now - WINDOW_MS) seen.shift()
    const [oldest] = seen
    if (oldest === undefined || now - oldest.now < WINDOW_MS) return undefined
    const lost = skipped - oldest.skipped
    return lost / Math.max(1, lost + (framerate * (now - oldest.now)) / 1000)
  }

  return {
    look(work, now) {
      changedAt ??= now
      // A job begins with a backlog, and a rung that leaves or returns takes a while to tell.
      if (now - changedAt < WINDOW_MS) return kept
      const share = shareSkipped(work, now)
      if (share === undefined) return kept
      if (returnedAt !== undefined && now - returnedAt > wait) {
        returnedAt = undefined
        wait = RETURN_MS
      }
      if (share > MAX_SKIPPED && kept > 1) {
        if (returnedAt !== undefined) wait = Math.min(MAX_RETURN_MS, wait * 2)
        returnedAt = undefined
        change(kept - 1, now)
      } else if (share <= MAX_SKIPPED && kept < rungs && now - changedAt > wait) {
        returnedAt = now
        change(kept + 1, now)
      }
      return kept
    },
  }
}
