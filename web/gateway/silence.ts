import { createOwnClock } from '../protocol/ownclock.ts'

/** Silence below this is no sign of anything, ms. */
const MIN_MS = 200
/** Longer than this none may be. */
const MAX_MS = 750
/** What is so much longer than the longest of late is not its way. */
const FACTOR = 1.5
/** How long a silence is remembered, ms. */
const MEMORY_MS = 10_000
/** Between two looks so much counts at the most, ms. */
const MAX_STEP_MS = 100

/** Tells when an orchestrator that owes frames has been silent for longer than it was before. Times are ms. */
export type Silence = {
  heard(now: number): void
  /** Call it often. @param owes whether frames are due @returns whether the silence is too long */
  tick(now: number, owes: boolean): boolean
  /** How long nothing has come, ms. */
  length(): number
}

export function createSilence(): Silence {
  const past: { at: number; length: number }[] = []
  const clock = createOwnClock(MAX_STEP_MS)
  let since = 0
  let length = 0

  const limit = (now: number) => {
    while (past[0] !== undefined && past[0].at < now - MEMORY_MS) past.shift()
    const longest = Math.max(0, ...past.map(silence => silence.length))
    return Math.min(MAX_MS, Math.max(MIN_MS, longest * FACTOR))
  }

  return {
    heard(now) {
      length = clock(now) - since
      // Of a row of silences only those can be the longest that no later one exceeds.
      while ((past.at(-1)?.length ?? Number.POSITIVE_INFINITY) <= length) past.pop()
      past.push({ at: now, length })
      since += length
      length = 0
    },
    tick(now, owes) {
      const time = clock(now)
      if (!owes) since = time
      length = time - since
      return length > limit(now)
    },
    length: () => length,
  }
}
